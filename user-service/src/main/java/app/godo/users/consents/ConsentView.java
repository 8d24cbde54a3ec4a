package app.godo.users.consents;

import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;

/**
 * One thing somebody agreed to.
 *
 * @param withdrawnAt null while it holds
 */
public record ConsentView(String kind, String version, Instant grantedAt, Instant withdrawnAt) {

    static ConsentView of(Row row) {
        var withdrawn = row.getOffsetDateTime("withdrawn_at");
        return new ConsentView(
                row.getString("kind"),
                row.getString("version"),
                row.getOffsetDateTime("granted_at").toInstant(),
                withdrawn == null ? null : withdrawn.toInstant());
    }
}
