package app.godo.ingestion.meetup;

import app.godo.ingestion.reading.LenientJson;
import app.godo.ingestion.sources.Ask;
import app.godo.ingestion.sources.Connector;
import app.godo.ingestion.sources.Next;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Settings;
import app.godo.ingestion.sources.Source;
import app.godo.ingestion.sources.WrongSetting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Meetup's GraphQL, group by group; it answers nobody but holders of a Pro account. */
public final class Meetup implements Connector {

    private static final String HOME = "https://api.meetup.com/gql-ext";
    private static final Pattern URLNAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final int MOST = 500;

    private static final String QUERY = """
            query ($urlname: String!, $after: String) {
              groupByUrlname(urlname: $urlname) {
                id name
                events(first: 100, after: $after) {
                  pageInfo { endCursor hasNextPage }
                  edges { node {
                    id title eventUrl description dateTime endTime eventType status
                    venues { id name address city state postalCode lat lon venueType }
                  } }
                }
              }
            }""";

    private final Reader reader = new MeetupReader();

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public List<Ask> first(Source source, Instant at) {
        var settings = Settings.of(source);
        var groups = settings.texts("groups", URLNAME, MOST);
        settings.nothingElse();
        if (groups.isEmpty()) {
            throw new WrongSetting(
                    "/settings/groups", "missing", "The groups are needed, as they are called in their addresses.");
        }
        return groups.stream()
                .map(group -> Ask.posting(source.urlOr(HOME), question(group, null)))
                .toList();
    }

    @Override
    public Next next(Source source, Ask ask, Payload payload, Readout readout) {
        var group = LenientJson.document(payload.text()).path("data").path("groupByUrlname");
        var name = LenientJson.document(ask.body())
                .path("variables")
                .path("urlname")
                .asText();
        if (!group.isObject()) {
            return Next.lacking("There is no group %s, or none that answers".formatted(name));
        }
        var page = pageInfo(group);
        var cursor = LenientJson.text(page, "endCursor");
        return page.path("hasNextPage").asBoolean() && cursor != null
                ? Next.asking(Ask.posting(ask.address(), question(name, cursor)))
                : Next.NOTHING;
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public Map<String, String> headers(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    private static JsonNode pageInfo(JsonNode group) {
        return group.path("events").path("pageInfo");
    }

    private static String question(String group, String after) {
        var question = JsonNodeFactory.instance.objectNode().put("query", QUERY);
        question.putObject("variables").put("urlname", group).put("after", after);
        return question.toString();
    }
}
