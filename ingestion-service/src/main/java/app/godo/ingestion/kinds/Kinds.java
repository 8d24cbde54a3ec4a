package app.godo.ingestion.kinds;

import app.godo.ingestion.eventbrite.EventbriteReader;
import app.godo.ingestion.ical.IcalReader;
import app.godo.ingestion.jsonld.JsonLdReader;
import app.godo.ingestion.luma.LumaReader;
import app.godo.ingestion.meetup.MeetupReader;
import app.godo.ingestion.nycparks.NycParksReader;
import app.godo.ingestion.permits.PermitsReader;
import app.godo.ingestion.rss.RssReader;
import app.godo.ingestion.seatgeek.SeatGeekReader;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.ticketmaster.TicketmasterReader;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every kind of payload that can be read. A new kind is a class and a line here; a new Source of a known kind is a row. */
public final class Kinds {

    private static final List<Reader> ALL = List.of(
            new NycParksReader(),
            new PermitsReader(),
            new TicketmasterReader(),
            new SeatGeekReader(),
            new EventbriteReader(),
            new IcalReader(),
            new JsonLdReader(),
            new RssReader(),
            new LumaReader(),
            new MeetupReader());

    /** The Reader of a kind; {@code nyc_parks} is as good as {@code nyc-parks}. */
    public static Optional<Reader> of(String kind) {
        var name = kind.toLowerCase(Locale.ROOT).replace('_', '-');
        return ALL.stream().filter(reader -> reader.kind().equals(name)).findFirst();
    }

    /** All kinds by name. */
    public static List<String> names() {
        return ALL.stream().map(Reader::kind).toList();
    }

    private Kinds() {}
}
