package app.godo.ingestion.registry;

import app.godo.ingestion.kinds.Kinds;
import app.godo.ingestion.sources.Source;
import app.godo.wire.problem.NotFound;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** The Sources as rows. */
@ApplicationScoped
public class SourceRows {

    /** What {@link #known} reads. */
    public static final String COLUMNS = """
            s.id, s.source_name, s.kind, s.urls, s.zone_override, s.floating_zone, s.venue, s.licence, s.attribution,
            s.shows_prose, s.keeps_payloads, s.redistributable, s.licence_ended_at, s.requests_per_hour, s.requests_per_day, s.key_name, s.settings::text as settings, s.is_active,
            cast(extract(epoch from s.sync_frequency) as bigint) as frequency_seconds""";

    private static final String FIND = "select %s from sources s where s.id = $1".formatted(COLUMNS);

    private static final String HOLD = FIND + " for update";

    private static final String DUE = """
            select %s from sources s where s.is_active and s.next_sync <= $1 order by s.next_sync""".formatted(COLUMNS);

    private static final String ADD = """
            insert into sources (id, source_name, kind, urls, zone_override, floating_zone, venue, licence, attribution,
                shows_prose, keeps_payloads, redistributable, requests_per_hour, requests_per_day, key_name, settings,
                sync_frequency, is_active, sync_status)
            values ($1, $2, $3, cast($4 as text[]), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, cast($16 as jsonb),
                make_interval(secs => $17), $18, case when $18 then 'pending' else 'paused' end)
            on conflict (source_name) do nothing""";

    /** A run on its way keeps its status; its end looks whether the Source is paused. */
    private static final String CHANGE = """
            update sources set source_name = $2, kind = $3, urls = cast($4 as text[]), zone_override = $5, floating_zone = $6,
                venue = $7, licence = $8, attribution = $9, shows_prose = $10, keeps_payloads = $11, redistributable = $12,
                requests_per_hour = $13, requests_per_day = $14, key_name = $15, settings = cast($16 as jsonb),
                sync_frequency = make_interval(secs => $17), is_active = $18, sync_status = case
                    when sync_status = 'running' then 'running'
                    when not $18 then 'paused'
                    when is_active then sync_status
                    else 'pending' end
            where id = $1""";

    private final ObjectMapper mapper;

    SourceRows(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** One Source; {@link NotFound} when there is none, {@link LicenceEnded} when it may no longer be used. */
    public Uni<Source> licensed(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> known(only(rows))
                .licensed()
                .source());
    }

    /** Those whose turn has come. */
    public Uni<List<Source>> due(SqlConnection transaction, Instant now) {
        return transaction
                .preparedQuery(DUE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::known)
                        .map(KnownSource::source)
                        // of a kind that this version does not know, but the one that is about to replace it does
                        .filter(source -> Kinds.of(source.kind()).isPresent())
                        .toList());
    }

    /** One Source for a change; nobody else changes it meanwhile. */
    Uni<KnownSource> hold(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(HOLD).execute(Tuple.of(id)).map(rows -> known(only(rows)));
    }

    /** False when its name is taken. */
    Uni<Boolean> add(SqlConnection transaction, Source source, SourceForm form) {
        return transaction.preparedQuery(ADD).execute(values(source, form)).map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> change(SqlConnection transaction, Source source, SourceForm form) {
        return transaction.preparedQuery(CHANGE).execute(values(source, form)).replaceWithVoid();
    }

    private static Tuple values(Source source, SourceForm form) {
        return Tuple.tuple()
                .addUUID(source.id())
                .addString(source.name())
                .addString(source.kind())
                .addArrayOfString(source.urls().toArray(String[]::new))
                .addString(form.zone())
                .addString(form.floatingZone())
                .addString(form.venue())
                .addString(form.licence())
                .addString(form.attribution())
                .addBoolean(form.showsProse())
                .addBoolean(form.keepsPayloads())
                .addBoolean(form.redistributable())
                .addInteger(form.requestsPerHour())
                .addInteger(form.requestsPerDay())
                .addString(form.keyName())
                .addValue(new JsonObject(form.settings().toString()))
                .addDouble((double) form.syncFrequency().toSeconds())
                .addBoolean(form.isActive());
    }

    /** A row with {@link #COLUMNS}. */
    public KnownSource known(Row row) {
        var form = new SourceForm(
                row.getString("source_name"),
                row.getString("kind"),
                Arrays.asList(row.getArrayOfStrings("urls")),
                row.getString("zone_override"),
                row.getString("floating_zone"),
                row.getString("venue"),
                row.getString("licence"),
                row.getString("attribution"),
                row.getBoolean("shows_prose"),
                row.getBoolean("keeps_payloads"),
                row.getBoolean("redistributable"),
                Duration.ofSeconds(row.getLong("frequency_seconds")),
                row.getInteger("requests_per_hour"),
                row.getInteger("requests_per_day"),
                row.getString("key_name"),
                tree(row.getString("settings")),
                row.getBoolean("is_active"));
        var ended = row.getOffsetDateTime("licence_ended_at");
        return new KnownSource(
                form,
                SourceRules.source(row.getUUID("id"), form, form.kind()),
                ended == null ? null : ended.toInstant());
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Row only(RowSet<Row> rows) {
        return Optional.of(rows)
                .filter(some -> some.rowCount() > 0)
                .map(some -> some.iterator().next())
                .orElseThrow(() -> new NotFound("source"));
    }
}
