package app.godo.ingestion.kinds;

import app.godo.ingestion.eventbrite.Eventbrite;
import app.godo.ingestion.ical.IcalReader;
import app.godo.ingestion.jsonld.JsonLdReader;
import app.godo.ingestion.luma.Luma;
import app.godo.ingestion.meetup.Meetup;
import app.godo.ingestion.nycparks.NycParks;
import app.godo.ingestion.permits.Permits;
import app.godo.ingestion.rss.RssReader;
import app.godo.ingestion.seatgeek.SeatGeek;
import app.godo.ingestion.sources.Connector;
import app.godo.ingestion.sources.Files;
import app.godo.ingestion.ticketmaster.Ticketmaster;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every kind of Source that there is. A new kind is a class and a line here; a new Source of a known kind is a row. */
public final class Kinds {

    private static final List<Connector> ALL = List.of(
            new NycParks(),
            new Permits(),
            new Ticketmaster(),
            new SeatGeek(),
            new Eventbrite(),
            new Files(new IcalReader()),
            new Files(new JsonLdReader()),
            new Files(new RssReader()),
            new Luma(),
            new Meetup());

    /** The Connector of a kind; {@code nyc_parks} is as good as {@code nyc-parks}. */
    public static Optional<Connector> of(String kind) {
        var name = kind.toLowerCase(Locale.ROOT).replace('_', '-');
        return ALL.stream()
                .filter(connector -> connector.reader().kind().equals(name))
                .findFirst();
    }

    /** All kinds by name. */
    public static List<String> names() {
        return ALL.stream().map(connector -> connector.reader().kind()).toList();
    }

    private Kinds() {}
}
