package app.godo.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;

class ListedSourceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int EVENTS = 12_345;

    private ListedSource source;

    @BeforeEach
    void serve() throws IOException {
        source = ListedSource.serve(0, EVENTS);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void every_event_is_on_one_page_of_one_data_set() throws Exception {
        var ids = new HashSet<String>();
        var titles = new HashSet<String>();
        int rows = 0;
        for (var dataSet : source.city(portal())) {
            JsonNode page = null;
            for (int offset = 0; page == null || !page.isEmpty(); offset += 5_000) {
                page = get(dataSet + "?$order=:id&$limit=5000&$offset=" + offset);
                page.forEach(row -> ids.add(row.at("/guid").asText()));
                page.forEach(row -> titles.add(row.at("/title").asText()));
                rows += page.size();
            }
        }

        assertThat(rows).isEqualTo(EVENTS);
        assertThat(ids).hasSize(EVENTS);
        assertThat(titles).hasSizeGreaterThan(EVENTS * 99 / 100);
    }

    @Test
    void a_hall_lists_an_event_of_the_city_under_an_id_of_its_own() throws Exception {
        var again =
                get(source.halls(portal()).getFirst() + "?$limit=10&$offset=3").get(0);
        var city =
                get(source.city(portal()).getFirst() + "?$limit=1&$offset=60").get(0);

        assertThat(again.at("/title")).isEqualTo(city.at("/title"));
        assertThat(again.at("/startdate")).isEqualTo(city.at("/startdate"));
        assertThat(again.at("/guid")).isNotEqualTo(city.at("/guid"));
    }

    @Test
    void what_changes_ends_later_and_the_rest_stays_as_it_was() throws Exception {
        var page = source.city(portal()).getFirst() + "?$limit=100&$offset=0";
        var before = get(page);

        int changed = source.change();

        var after = get(page);
        assertThat(changed).isEqualTo(247);
        assertThat(after.get(50).at("/endtime").asText())
                .isGreaterThan(before.get(50).at("/endtime").asText());
        assertThat(after.get(51)).isEqualTo(before.get(51));
    }

    private String portal() {
        return "http://127.0.0.1:" + source.port();
    }

    private static JsonNode get(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address)).build();
        return new ObjectMapper()
                .readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }
}
