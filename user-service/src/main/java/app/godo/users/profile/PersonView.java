package app.godo.users.profile;

import io.vertx.mutiny.sqlclient.Row;

import java.util.UUID;

/** What others see of a person. */
public record PersonView(UUID id, String fullName, String profileImageUrl, String locationNeighborhood) {

    static PersonView of(Row row) {
        return new PersonView(
                row.getUUID("id"),
                row.getString("full_name"),
                row.getString("profile_image_url"),
                row.getString("location_neighborhood"));
    }
}
