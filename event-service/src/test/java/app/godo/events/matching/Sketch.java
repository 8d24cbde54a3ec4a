package app.godo.events.matching;

import app.godo.events.places.Point;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A Listing in a few words. */
final class Sketch {

    /** In the middle of Brooklyn; a thousandth of a degree north is 111 m. */
    static final Point HERE = new Point(40.7, -73.95);

    private final String source;
    private final String id;
    private final String title;
    private final Map<Aspect, Integer> told = new EnumMap<>(Aspect.class);
    private final List<String> links = new ArrayList<>();
    private final List<String> aliases = new ArrayList<>();
    private final List<String> performers = new ArrayList<>();
    private String venue;
    private String borough = "Brooklyn";
    private Point point;
    private LocalDateTime start = LocalDateTime.parse("2026-07-03T20:00");
    private LocalDateTime end;
    private boolean timed = true;
    private Integer priceMin;
    private Integer priceMax;
    private String kind;
    private Prospect prospect = Prospect.TAKES_PLACE;

    private Sketch(String source, String id, String title) {
        this.source = source;
        this.id = id;
        this.title = title;
        this.kind = source;
        told.put(Aspect.TITLE, 1);
        told.put(Aspect.TIME, 1);
    }

    static Sketch of(String key, String title) {
        return new Sketch(key.substring(0, key.indexOf(':')), key.substring(key.indexOf(':') + 1), title);
    }

    Sketch readAs(String kind) {
        this.kind = kind;
        return this;
    }

    Sketch prospect(Prospect prospect) {
        this.prospect = prospect;
        return telling(Aspect.STATUS, 1);
    }

    Sketch at(String venue) {
        this.venue = venue;
        return this;
    }

    Sketch alsoKnownAs(String alias) {
        aliases.add(alias);
        return this;
    }

    Sketch in(String borough) {
        this.borough = borough;
        return this;
    }

    Sketch north(double metres) {
        this.point = new Point(HERE.latitude() + metres / 111_195, HERE.longitude());
        return this;
    }

    Sketch on(String start) {
        this.start = LocalDateTime.parse(start);
        return this;
    }

    Sketch until(String end) {
        this.end = LocalDateTime.parse(end);
        return this;
    }

    Sketch someTime() {
        this.timed = false;
        return this;
    }

    Sketch linked(String link) {
        links.add(link);
        return this;
    }

    Sketch by(String performer) {
        performers.add(performer);
        return this;
    }

    Sketch from(int cents, Integer to) {
        this.priceMin = cents;
        this.priceMax = to;
        return telling(Aspect.PRICE, to == null ? 1 : 2);
    }

    Sketch telling(Aspect aspect, int fields) {
        told.put(aspect, fields);
        return this;
    }

    Listing listing() {
        return new Listing(
                source,
                id,
                kind,
                title,
                new When(start, end, timed),
                new Where(venue, aliases, borough, point),
                links,
                performers,
                priceMin,
                priceMax,
                told,
                prospect);
    }
}
