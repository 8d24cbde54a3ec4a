package app.godo.users.session;

import io.vertx.mutiny.sqlclient.Row;

import java.util.List;
import java.util.UUID;

/** What of an account goes into its tokens and the answer that brings them. */
record Account(UUID id, String email, String fullName, List<String> roles) {

    static Account of(Row row) {
        return new Account(
                row.getUUID("user_id"),
                row.getString("email"),
                row.getString("full_name"),
                List.of(row.getArrayOfStrings("roles")));
    }
}
