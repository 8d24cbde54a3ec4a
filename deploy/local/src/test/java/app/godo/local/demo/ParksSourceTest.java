package app.godo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;

class ParksSourceTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @TempDir
    Path folder;

    private ParksSource source;

    @BeforeEach
    void serve() throws Exception {
        source = servedAt("2026-12-30T04:59:00Z"); // a minute before midnight in New York
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
        for (int offset = 0; offset < 1000; offset += 250) {
            json("?$order=guid&$limit=250&$offset=" + offset)
                    .forEach(row -> guids.add(row.get("guid").asText()));
        }
        assertThat(guids).hasSize(718).doesNotHaveDuplicates();
    }

    @Test
    void links_are_objects_and_what_is_empty_is_absent() throws Exception {
        var first = json("?$limit=1").get(0);
        assertThat(first.get("guid").asText()).isEqualTo("2146733");
        assertThat(first.get("link").get("url").asText())
                .isEqualTo("http://www.nycgovparks.org/events/2026/12/29/summer-on-the-hudson-tai-chi");
        assertThat(first.has("instructor")).isFalse();
        assertThat(first.has("pubDate")).isFalse();
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
        assertThat(rows).hasSize(718);
        assertThat(rows.getFirst().get("startdate")).isEqualTo("12/29/2026");
        assertThat(rows.getFirst().get("guid")).isEqualTo("2,146,733");
    }

    @Test
    void a_query_it_does_not_know_is_refused_as_the_portal_does() throws Exception {
        assertThat(get(".json?$order=colour").statusCode()).isEqualTo(400);
        assertThat(get(".json?$limit=all").body()).contains("Invalid value for $limit");
        assertThat(get(".json?colour=red").statusCode()).isEqualTo(400);
    }

    @Test
    void a_restart_keeps_the_days_until_most_events_have_passed() throws Exception {
        source.close();
        source = servedAt("2026-12-31T12:00:00Z");
        assertThat(json("?$order=startdate&$limit=1").get(0).get("startdate").asText())
                .isEqualTo("2026-12-29T00:00:00.000");
        assertThat(json("?$limit=1").get(0).get("starttime").asText()).startsWith("2026-12-31T");

        source.close();
        source = servedAt("2027-01-01T12:00:00Z");
        assertThat(json("?$order=startdate&$limit=1").get(0).get("startdate").asText())
                .isEqualTo("2027-01-01T00:00:00.000");
    }

    private ParksSource servedAt(String instant) throws Exception {
        return ParksSource.serve(0, folder, Clock.fixed(Instant.parse(instant), NEW_YORK));
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
