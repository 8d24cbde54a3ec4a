package app.godo.database;

import java.util.List;
import java.util.UUID;

/** Who is who in the story, seen from Anna. */
enum People {
    ANNA,
    /** her friend */
    FAY,
    /** Fay's friend, not hers */
    PAT,
    /** a stranger to all */
    SAM,
    /** blocked by Anna */
    BEN,
    /** has blocked Anna */
    XENIA,
    /** was her friend and has left */
    IAN,
    /** in her group, and no friend of anyone */
    GIL;

    UUID id() {
        return new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0000L + ordinal());
    }

    static List<UUID> ids() {
        return List.of(values()).stream().map(People::id).toList();
    }
}
