package app.godo.wire.paging;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A place in a list that goes by a moment and, of one moment, by id.
 *
 * @param at null at the beginning
 * @param id null at the beginning
 */
public record Place(OffsetDateTime at, UUID id) {

    static final Place BEGINNING = new Place(null, null);

    static Place of(List<String> position) {
        return new Place(OffsetDateTime.parse(position.get(0)), UUID.fromString(position.get(1)));
    }
}
