package app.godo.wire.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/** Facts to bytes and back. A reader passes over components it does not know; a type it does not know is {@link UnreadableFact}. */
@ApplicationScoped
@RegisterForReflection(
        targets = {
            SwipeFact.Recorded.class,
            SwipeFact.Undone.class,
            SwipeFact.Held.class,
            AttendanceFact.Changed.class,
            ListingFact.Seen.class,
            ListingFact.Listing.class,
            EventFact.Published.class,
            EventFact.Changed.class,
            EventFact.Cancelled.class,
            UserFact.Joined.class,
            UserFact.SessionEnded.class,
            UserFact.Erased.class,
            SocialFact.FriendRequested.class,
            SocialFact.FriendAccepted.class,
            SocialFact.FriendshipEnded.class,
            SocialFact.RequestWithdrawn.class,
            SocialFact.Blocked.class,
            SocialFact.Unblocked.class,
            GroupFact.Changed.class,
            GroupFact.Deleted.class,
            GroupFact.MemberJoined.class,
            GroupFact.MemberLeft.class,
            GroupFact.RoleChanged.class,
            GroupFact.Invited.class,
            GroupFact.InviteClosed.class,
            GroupFact.PlanProposed.class,
            GroupFact.VotesChanged.class,
            GroupFact.PlanDecided.class,
            GroupFact.MessagePosted.class,
            GroupFact.MessageEdited.class,
            GroupFact.MessageDeleted.class,
            GroupFact.MessageReported.class,
            GroupFact.MessagesRead.class
        })
public class FactCodec {

    private static final Map<String, Class<?>> BY_TYPE =
            recordsOf(Fact.class).collect(Collectors.toUnmodifiableMap(FactCodec::typeOf, Function.identity()));

    private final ObjectMapper lenient;

    FactCodec(ObjectMapper mapper) {
        this.lenient = mapper.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** A codec outside a container. */
    public static FactCodec over(ObjectMapper mapper) {
        return new FactCodec(mapper);
    }

    /** The CloudEvents type of a Fact. */
    public static String typeOf(Fact fact) {
        return typeOf(fact.getClass());
    }

    /** Every type there is, by name: what the golden corpus of the contract test must cover. */
    public static Map<String, Class<?>> types() {
        return BY_TYPE;
    }

    public byte[] encode(Fact fact) {
        try {
            return lenient.writeValueAsBytes(fact);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a Fact that is no JSON: " + fact, bug);
        }
    }

    /** @throws UnreadableFact when the type is unknown or the body is not of it */
    public Fact decode(String type, byte[] body) {
        var known = type == null ? null : BY_TYPE.get(type);
        if (known == null) {
            throw new UnreadableFact("unknown type " + type, null);
        }
        if (body == null) {
            throw new UnreadableFact("no body of a " + type, null);
        }
        try {
            var fact = (Fact) lenient.readValue(body, known);
            if (fact == null || fact.factId() == null || fact.at() == null) {
                throw new UnreadableFact("no fact_id or no time in a " + type, null);
            }
            return fact;
        } catch (JsonProcessingException unreadable) {
            throw new UnreadableFact("not a %s: %s".formatted(type, unreadable.getOriginalMessage()), unreadable);
        } catch (IOException unreadable) {
            throw new UnreadableFact("not a " + type, unreadable);
        }
    }

    private static Stream<Class<?>> recordsOf(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FactCodec::recordsOf)
                : Stream.of(type);
    }

    private static String typeOf(Class<?> fact) {
        return fact.getAnnotation(FactType.class).value();
    }
}
