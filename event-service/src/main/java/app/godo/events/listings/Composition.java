package app.godo.events.listings;

import app.godo.events.catalogue.Draft;
import app.godo.events.matching.Aspect;
import app.godo.events.matching.Merge;
import app.godo.wire.events.EventSource;
import app.godo.wire.facts.ListingFact;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The Event that several Listings make together: each aspect of it as one of them tells it. When all of them have vanished it is
 * unconfirmed, and cancelled when none of them has come back for a day (R-JOB-4).
 */
record Composition(Draft draft, List<EventSource> sources) {

    private static final String STATUS = "schedule_status";
    private static final Duration GONE_AFTER = Duration.ofDays(1);

    static Composition of(Merge merge, Map<String, Drafted> drafted, Instant now, ObjectMapper mapper) {
        var members = merge.members().stream().map(drafted::get).toList();
        var base = drafted.get(
                merge.provenance().getOrDefault(Aspect.TITLE, merge.members().getFirst()));
        var fields = base.fields().deepCopy();
        var takenFrom = new HashMap<String, List<String>>();
        merge.provenance().forEach((aspect, key) -> {
            fields.setAll(drafted.get(key).fields().deepCopy().retain(aspect.fields()));
            takenFrom.computeIfAbsent(key, first -> new ArrayList<>()).addAll(aspect.fields());
        });
        if (members.stream().allMatch(member -> member.seen().vanished())) {
            fields.put(STATUS, members.stream().allMatch(member -> isGone(member, now)) ? "cancelled" : "unconfirmed");
            takenFrom.values().forEach(taken -> taken.remove(STATUS));
        }
        return new Composition(
                draft(fields, mapper),
                members.stream()
                        .map(member -> new EventSource(
                                member.seen().source(),
                                member.draft().externalUrl(),
                                takenFrom.getOrDefault(member.key(), List.of()).stream()
                                        .sorted()
                                        .toList(),
                                said(member.seen(), ListingFact.Terms::attribution),
                                said(member.seen(), ListingFact.Terms::redistributable)))
                        .toList());
    }

    /** Null when no terms were told. */
    private static <T> T said(ListingFact.Seen seen, Function<ListingFact.Terms, T> term) {
        return seen.terms() == null ? null : term.apply(seen.terms());
    }

    private static boolean isGone(Drafted vanished, Instant now) {
        return vanished.seen().at().plus(GONE_AFTER).isBefore(now);
    }

    private static Draft draft(ObjectNode fields, ObjectMapper mapper) {
        try {
            return mapper.treeToValue(fields, Draft.class);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("drafts that make none together", bug);
        }
    }
}
