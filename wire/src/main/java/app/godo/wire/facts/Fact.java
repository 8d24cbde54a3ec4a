package app.godo.wire.facts;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened, told to the other services over Kafka. A Fact holds ids and what is public anyway, never personal
 * data. Within a version only optional components may be added; anything else is a new {@link FactType}.
 */
public sealed interface Fact
        permits SwipeFact, AttendanceFact, ListingFact, EventFact, UserFact, SocialFact, GroupFact {

    /** Unique per Fact and stable over redelivery: the CloudEvents {@code id}. */
    UUID factId();

    /** When it happened: the CloudEvents {@code time}. */
    Instant at();

    /** The id of the aggregate it is about: Facts with one key stay in order. */
    String key();

    /** One of {@link Topics}. */
    String topic();
}
