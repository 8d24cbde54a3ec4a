package app.godo.events.submitting;

import app.godo.events.catalogue.Prose;
import app.godo.events.catalogue.WebAddress;
import app.godo.events.catalogue.Zones;
import app.godo.wire.problem.Problem.FieldError;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Predicate;

/** What an Event must be beyond the shape of its fields; every broken rule is told at once. */
final class Rules {

    private static final Duration FARTHEST = Duration.ofDays(3 * 366);

    private final List<FieldError> broken = new ArrayList<>();

    /** @throws InvalidEvent with each field at fault */
    static void check(EventRequest request, Instant now, Predicate<String> isNeighborhood) {
        check(request, null, now, isNeighborhood);
    }

    /**
     * The same for an Event that there is.
     *
     * @param start of it so far: it may stay, even when it is past
     */
    static void check(EventRequest request, Instant start, Instant now, Predicate<String> isNeighborhood) {
        var rules = new Rules();
        rules.text(request);
        rules.times(request, start, now);
        rules.place(request, isNeighborhood);
        rules.money(request);
        rules.links(request);
        if (!rules.broken.isEmpty()) {
            throw new InvalidEvent(rules.broken);
        }
    }

    private void text(EventRequest request) {
        var title = Prose.line(request.title(), Integer.MAX_VALUE);
        require(!title.isEmpty(), "/title", "blank", "is empty without its HTML");
        require(title.length() <= 255, "/title", "too-long", "is longer than 255 characters");
        require(
                !Prose.line(request.locationName(), Integer.MAX_VALUE).isEmpty(),
                "/location_name",
                "blank",
                "is empty without its HTML");
    }

    private void times(EventRequest request, Instant before, Instant now) {
        var start = request.dateTime();
        require(start.equals(before) || start.isAfter(now), "/date_time", "past", "is not in the future");
        require(start.isBefore(now.plus(FARTHEST)), "/date_time", "too-far", "is more than three years ahead");
        var end = request.endTime();
        require(end == null || end.isAfter(start), "/end_time", "before-start", "is not after the start");
        require(
                end == null || end.isBefore(now.plus(FARTHEST)),
                "/end_time",
                "too-far",
                "is more than three years ahead");
        require(
                request.timeZone() == null || Zones.isKnown(request.timeZone()),
                "/time_zone",
                "unknown-zone",
                "is no IANA time zone");
    }

    private void place(EventRequest request, Predicate<String> isNeighborhood) {
        var half = (request.latitude() == null) != (request.longitude() == null);
        require(
                !half,
                request.latitude() == null ? "/latitude" : "/longitude",
                "incomplete-point",
                "is missing: a point is both or neither");
        require(
                request.neighborhood() == null || isNeighborhood.test(request.neighborhood()),
                "/neighborhood",
                "unknown-neighborhood",
                "is not in the city's list");
    }

    private void money(EventRequest request) {
        var min = request.priceMin();
        var max = request.priceMax();
        require(min != null || max == null, "/price_min", "missing", "is missing: there is a highest price");
        require(min == null || max == null || max >= min, "/price_max", "below-min", "is below the lowest price");
        require(isCurrency(request.currency()), "/currency", "unknown-currency", "is no ISO 4217 currency");
    }

    private void links(EventRequest request) {
        require(
                request.externalUrl() == null || WebAddress.isSecure(request.externalUrl()),
                "/external_url",
                "not-https",
                "is no https address");
    }

    private void require(boolean condition, String pointer, String code, String otherwise) {
        if (!condition) {
            broken.add(new FieldError(pointer, code, otherwise));
        }
    }

    private static boolean isCurrency(String currency) {
        try {
            return currency == null || Currency.getInstance(currency) != null;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
