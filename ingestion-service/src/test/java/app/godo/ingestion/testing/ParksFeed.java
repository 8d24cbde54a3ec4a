package app.godo.ingestion.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Rows as the parks would list them. */
public final class ParksFeed {

    public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static final AtomicInteger NEXT_ID = new AtomicInteger(5_000_000);

    /** The recorded export of 2026-08-09. */
    public static String recordedCsv() {
        return resource("/nycparks/w3wp-dpdi_2026-08-09.csv");
    }

    /** The recorded excerpt of 2026-10-01. */
    public static String recordedJson() {
        return resource("/nycparks/w3wp-dpdi_2026-10-01_excerpt.json");
    }

    /** An id that no other test uses. */
    public static String newId() {
        return Integer.toString(NEXT_ID.getAndIncrement());
    }

    public static List<String> newIds(int count) {
        return IntStream.range(0, count).mapToObj(i -> newId()).toList();
    }

    public static String today() {
        return day(0);
    }

    /** A day from today on, as the export writes it. */
    public static String day(int fromToday) {
        return LocalDate.now(NEW_YORK).plusDays(fromToday).format(DateTimeFormatter.ofPattern("MM/dd/yyyy"));
    }

    /** The same in ISO's way. */
    public static String inDays(int fromToday) {
        return LocalDate.now(NEW_YORK).plusDays(fromToday).toString();
    }

    /** A concert in the coming days. */
    public static String concert(String id) {
        return concert(id, "Concert " + id, day(7));
    }

    public static String concert(String id, String title, String startDate) {
        return """
                {"guid":"%s","title":"%s","startdate":"%s","starttime":"2026-08-09T19:00:00.000",\
                "endtime":"2026-08-09T21:00:00.000","parkids":"M010","parknames":"Central Park",\
                "location":"Bandshell (in Central Park)","categories":"Concerts | Free Summer Concerts",\
                "coordinates":"40.7722, -73.9713","link":{"url":"http://www.nycgovparks.org/events/2026/08/09/c-%s"},\
                "description":"Music under the trees."}""".formatted(id, title, startDate, id);
    }

    public static List<String> concerts(List<String> ids) {
        return ids.stream().map(ParksFeed::concert).toList();
    }

    private static String resource(String name) {
        try (var file = ParksFeed.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private ParksFeed() {}
}
