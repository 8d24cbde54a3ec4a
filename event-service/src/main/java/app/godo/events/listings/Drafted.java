package app.godo.events.listings;

import app.godo.events.catalogue.Draft;
import app.godo.events.matching.Aspect;
import app.godo.events.matching.Listing;
import app.godo.events.matching.Prospect;
import app.godo.events.matching.When;
import app.godo.events.matching.Where;
import app.godo.events.places.Point;
import app.godo.wire.facts.ListingFact;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a Source lists, with the Event that it makes alone.
 *
 * @param fields the same Event by the names of its fields
 */
record Drafted(ListingFact.Seen seen, Draft draft, ObjectNode fields, byte[] fingerprint) {

    String key() {
        return seen.key();
    }

    /** As it is compared with others. */
    Listing compared() {
        var told = seen.listing();
        return new Listing(
                seen.source(),
                seen.externalId(),
                seen.sourceKind() == null ? seen.source() : seen.sourceKind(),
                draft.title(),
                new When(
                        onTheWall(draft, draft.dateTime()),
                        draft.endTime() == null ? null : onTheWall(draft, draft.endTime()),
                        !draft.allDay() && !draft.timeTbd()),
                new Where(
                        draft.locationName(),
                        List.of(),
                        draft.borough(),
                        draft.latitude() == null ? null : new Point(draft.latitude(), draft.longitude())),
                Stream.concat(Stream.ofNullable(draft.externalUrl()), saidIn(told.links()))
                        .toList(),
                saidIn(told.performers()).toList(),
                positive(draft.priceMin()),
                positive(draft.priceMax()),
                told(),
                prospect());
    }

    private Prospect prospect() {
        var said = seen.listing().scheduleStatus();
        return seen.vanished()
                ? Prospect.VANISHED
                : said == null
                        ? Prospect.SILENT
                        : said.equals("cancelled") ? Prospect.CALLED_OFF : Prospect.TAKES_PLACE;
    }

    private static LocalDateTime onTheWall(Draft draft, Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneId.of(draft.timeZone()));
    }

    private static Stream<String> saidIn(List<String> texts) {
        return texts == null
                ? Stream.empty()
                : texts.stream().filter(Objects::nonNull).filter(text -> !text.isBlank());
    }

    /** What is free has no price to compare. */
    static Integer positive(Integer price) {
        return price != null && price > 0 ? price : null;
    }

    private Map<Aspect, Integer> told() {
        var told = new EnumMap<Aspect, Integer>(Aspect.class);
        for (var aspect : Aspect.values()) {
            var said = (int) aspect.fields().stream()
                    .filter(field -> isSaid(fields.path(field)))
                    .count();
            if (said > 0) {
                told.put(aspect, said);
            }
        }
        return told;
    }

    private static boolean isSaid(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !(value.isContainerNode() && value.isEmpty());
    }
}
