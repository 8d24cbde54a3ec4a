package app.godo.events.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.events.matching.Benchmark.Judged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;

/** {@code ./godo dedupe}. The pairs are invented, in the form and with the traps of real ones. */
class DedupeTest {

    private static final String INGESTED = """
            {"external_id":"7","source":"nyc_parks","title":"Lantern Walk","date_time":"2026-07-03T22:00:00Z",\
            "end_time":"2026-07-04T00:00:00Z","time_zone":"America/New_York","location_name":"Thornbush Hill",\
            "latitude":40.7,"longitude":-73.9,"price_min":0,"price_max":0,"price_known":true,\
            "external_url":"https://parks.example/7","category":"outdoors","tags":["walk"]}
            {"external_id":"x-1","source":"jambase","title":"Lantern Walk","date_time":"2026-07-03T18:00:00-04:00",\
            "location_name":"Thornbush Hill","price_min":null,"image_url":""}
            {"external_id":"x-2","source":"jambase","title":"Lantern Walk","date_time":"2026-07-03T20:00:00-04:00",\
            "location_name":"Thornbush Hill"}
            {"quarantined":"x-3","reason":"no start"}
            {"external_id":"x-4","source":"jambase","title":"Broken","date_time":"tomorrow"}
            3 events, 1 quarantined
            """;

    @TempDir
    Path folder;

    @Test
    void the_labelled_pairs_are_judged_without_a_wrong_merge() throws Exception {
        var pairs = ListingFile.read(labelled());
        var matching = Matching.of(pairs.listings(), List.of());

        var benchmark = Benchmark.of(pairs.pairs().stream()
                .map(pair -> new Judged(
                        pair, matching.verdict(pair.one().key(), pair.other().key())))
                .toList());

        assertEquals(56, benchmark.pairs());
        assertEquals(1.0, benchmark.precision());
        assertTrue(benchmark.recall() >= 0.93, benchmark.summary());
    }

    @Test
    void each_mistake_is_printed_with_its_terms_and_then_the_sums() throws Exception {
        var said = run(labelled());

        assertEquals("""
                clock of resident-advisor: +240 min would set it right
                pair 39, labelled same
                  cityparks:22 | Our Green Day at Cistern Park | Brooklyn | 2026-07-06T06:00
                  nyc-parks:22 | Our Green Day at Cistern Park | Cistern Park | 2026-07-06T18:00
                  REVIEW 60 = title +50 (100 % alike, 2.7 rare words), act +10 (one is on the other's bill),\
                 place +0 (no venue named), start +0 (720 min apart); doubt: morning or evening
                precision 1.000 (31 of 31 merged), recall 0.969 (31 of 32 same), review 3 of 56 pairs, 55 decided
                """, said);
    }

    @Test
    void what_ingest_prints_is_clustered() throws Exception {
        var said = run(Files.writeString(folder.resolve("events.jsonl"), INGESTED));

        assertEquals("""
                one Event
                  jambase:x-1 | Lantern Walk | Thornbush Hill | 2026-07-03T18:00
                  nyc_parks:7 | Lantern Walk | Thornbush Hill | 2026-07-03T18:00
                  MERGE 110 = title +50 (100 % alike, 2.0 rare words), act +10 (one is on the other's bill),\
                 place +30 (100 % alike, distance unknown), start +20 (0 min apart)
                  takes {TITLE=nyc_parks:7, TIME=nyc_parks:7, PLACE=nyc_parks:7, PRICE=nyc_parks:7, LINK=nyc_parks:7,\
                 CATEGORY=nyc_parks:7}
                3 listings, 2 events, 1 of them merged, 0 pairs refused, 0 pairs for review, 3 lines passed over
                """, said);
    }

    @Test
    void a_snapshot_is_read_too() throws Exception {
        var snapshot = Files.writeString(folder.resolve("snapshot.json"), """
                {
                 "commit": "abc",
                 "events": [
                  {
                   "id": "dice:1", "source": "dice", "title": "Amber Kestrel", "start": "2026-07-03T20:00:00",
                   "venue": "Tin Whistle", "lat": 40.7, "lon": -73.9, "priceMin": 18.5, "isFree": false,
                   "url": "https://dice.example/1", "altTicketLinks": [{"source": "ra", "url": "https://ra.example/9"}]
                  },
                  {"id": "ra:9", "source": "ra", "title": "Kestrel", "start": "2026-07-03", "url": "https://ra.example/9"},
                  {"id": "ra:10", "source": "ra", "title": "Nowhere", "start": "2026-07-03", "lat": 123, "lon": 0}
                 ]
                }
                """);

        var read = ListingFile.read(snapshot);

        assertEquals(1, read.passedOver());
        assertEquals(
                List.of("dice:1", "ra:9"),
                read.listings().stream().map(Listing::key).toList());
        var first = read.listings().getFirst();
        assertEquals(1850, first.priceMin());
        assertEquals(List.of("https://dice.example/1", "https://ra.example/9"), first.links());
        assertEquals(3, first.fieldsTold(Aspect.PLACE));
        var second = read.listings().getLast();
        assertEquals(new When(LocalDateTime.parse("2026-07-03T00:00"), null, false), second.when());
    }

    @Test
    void an_empty_file_has_nothing_to_match() throws Exception {
        var said = run(Files.writeString(folder.resolve("empty.jsonl"), ""));

        assertEquals(
                "0 listings, 0 events, 0 of them merged, 0 pairs refused, 0 pairs for review, 0 lines passed over\n",
                said);
    }

    private static String run(Path file) throws IOException {
        var said = new ByteArrayOutputStream();
        new Dedupe(new PrintStream(said, true, StandardCharsets.UTF_8)).run(ListingFile.read(file), List.of());
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Path labelled() throws URISyntaxException {
        return Path.of(
                DedupeTest.class.getResource("/matching/labelled-pairs.jsonl").toURI());
    }
}
