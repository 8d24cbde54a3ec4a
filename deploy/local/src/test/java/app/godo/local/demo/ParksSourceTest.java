package app.godo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.stream.StreamSupport;

class ParksSourceTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final Hands clock = new Hands();
    private ParksSource source;

    @BeforeEach
    void serve() throws Exception {
        clock.set(Instant.parse("2026-12-30T04:59:00Z")); // a minute before midnight in New York
        source = ParksSource.serve(0, clock);
    }

    @AfterEach
    void stop() {
        source.close();
    }

    @Test
    void the_first_event_is_today_in_new_york() throws Exception {
        assertThat(json("?$order=startdate&$limit=1").get(0).get("startdate").asText())
                .isEqualTo("2026-12-29T00:00:00.000");
    }

    @Test
    void pages_hold_every_row_once() throws Exception {
        var guids = new ArrayList<String>();
        for (int offset = 0; offset < 2000; offset += 250) {
            json("?$order=guid&$limit=250&$offset=" + offset)
                    .forEach(row -> guids.add(row.get("guid").asText()));
        }
        assertThat(guids).hasSize(1436).doesNotHaveDuplicates();
    }

    @Test
    void links_are_objects_and_what_is_empty_is_absent() throws Exception {
        var taiChi = StreamSupport.stream(json("?$limit=2000").spliterator(), false)
                .filter(row -> row.get("guid").asText().equals("29742146733"))
                .findFirst()
                .orElseThrow();
        assertThat(taiChi.get("link").get("url").asText())
                .isEqualTo("http://www.nycgovparks.org/events/2027/01/03/summer-on-the-hudson-tai-chi");
        assertThat(taiChi.has("instructor")).isFalse();
        assertThat(taiChi.has("pubDate")).isFalse();
    }

    @Test
    void the_csv_form_has_the_columns_and_the_dialect_of_the_recording() throws Exception {
        var answer = get(".csv?$limit=2000");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv;charset=utf-8");
        assertThat(answer.body()).startsWith("\"title\",\"instructor\",\"guid\",\"link\",");
        var rows = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(answer.body()))
                .getRecords();
        assertThat(rows).hasSize(1436);
        assertThat(rows).anySatisfy(row -> {
            assertThat(row.get("startdate")).isEqualTo("01/03/2027");
            assertThat(row.get("guid")).isEqualTo("29,742,146,733");
            assertThat(row.get("starttime")).isEqualTo("2026-12-29 08:00:00");
        });
    }

    @Test
    void a_query_it_does_not_know_is_refused_as_the_portal_does() throws Exception {
        assertThat(get(".json?$order=colour").statusCode()).isEqualTo(400);
        assertThat(get(".json?$limit=all").body()).contains("Invalid value for $limit");
        assertThat(get(".json?colour=red").statusCode()).isEqualTo(400);
    }

    @Test
    void a_fleet_left_running_stays_full() throws Exception {
        clock.set(Instant.parse("2027-03-01T12:00:00Z"));

        var rows = json("?$order=startdate&$limit=2000");

        assertThat(rows).hasSize(1436);
        assertThat(rows.get(0).get("startdate").asText()).isEqualTo("2027-03-01T00:00:00.000");
        assertThat(rows.get(1435).get("startdate").asText()).isEqualTo("2027-03-14T00:00:00.000");
    }

    @Test
    void asked_twice_in_a_day_it_says_the_same() throws Exception {
        var first = get(".json?$limit=2000").body();
        clock.set(clock.instant().plusSeconds(30));

        assertThat(get(".json?$limit=2000").body()).isEqualTo(first);
    }

    /** Time that goes on when a test says so. */
    private static final class Hands extends Clock {
        private Instant now;

        void set(Instant moment) {
            now = moment;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return NEW_YORK;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private JsonNode json(String query) throws Exception {
        return new ObjectMapper().readTree(get(".json" + query).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        var escaped = path.replace("$", URLEncoder.encode("$", StandardCharsets.UTF_8));
        var address = URI.create("http://127.0.0.1:" + source.port() + "/resource/w3wp-dpdi" + escaped);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }
}
