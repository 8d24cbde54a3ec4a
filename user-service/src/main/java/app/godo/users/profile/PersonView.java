package app.godo.users.profile;

import io.vertx.mutiny.sqlclient.Row;

import java.util.UUID;

/**
 * What others see of a person.
 *
 * @param fullName null for who has given none
 * @param profileImageUrl null for none
 * @param locationNeighborhood null for none
 */
public record PersonView(UUID id, String fullName, String profileImageUrl, String locationNeighborhood) {

    static PersonView of(Row row) {
        return new PersonView(
                row.getUUID("id"),
                row.getString("full_name"),
                row.getString("profile_image_url"),
                row.getString("location_neighborhood"));
    }
}
