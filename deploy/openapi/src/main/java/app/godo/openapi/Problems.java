package app.godo.openapi;

import app.godo.openapi.Docs.Words;
import app.godo.openapi.Operations.In;
import app.godo.wire.problem.Problem;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The answers that are not what was asked for: which there are everywhere, and which a call's comment names besides. */
final class Problems {

    /** A status in a comment, with the codes that follow: "409 `event-full` or `event-over`". */
    private static final Pattern NAMED = Pattern.compile("\\b([2-5]\\d\\d)\\b((?:(?:,| or| and)?\\s*`[a-z0-9-]+`)*)");

    private static final Pattern CODE = Pattern.compile("`([a-z0-9-]+)`");

    /** What a status means wherever it is answered. */
    private static final Map<Integer, Set<String>> USUAL = new TreeMap<>(Map.ofEntries(
            Map.entry(400, Set.of("malformed-request")),
            Map.entry(401, Set.of("unauthenticated")),
            Map.entry(403, Set.of("forbidden")),
            Map.entry(404, Set.of("not-found")),
            Map.entry(413, Set.of("body-too-large")),
            Map.entry(414, Set.of("target-too-long")),
            Map.entry(415, Set.of("unsupported-media-type")),
            Map.entry(422, ordered("invalid-request", "unknown-field")),
            Map.entry(431, Set.of("headers-too-large")),
            Map.entry(429, Set.of("rate-limited")),
            Map.entry(500, Set.of("internal-error")),
            Map.entry(502, Set.of("bad-gateway")),
            Map.entry(503, ordered("overloaded", "service-unavailable", "unavailable")),
            Map.entry(504, Set.of("deadline-exceeded"))));

    private static final Set<Integer> WAIT = Set.of(429, 503);

    private final ObjectMapper json;
    private final Examples examples;

    Problems(ObjectMapper json, Examples examples) {
        this.json = json;
        this.examples = examples;
    }

    /** The statuses that words name, each with its codes. */
    static Map<Integer, SequencedSet<String>> named(Words words) {
        var named = new TreeMap<Integer, SequencedSet<String>>();
        var statuses = NAMED.matcher(words.markdown());
        while (statuses.find()) {
            var codes = named.computeIfAbsent(Integer.valueOf(statuses.group(1)), status -> new LinkedHashSet<>());
            CODE.matcher(statuses.group(2)).results().map(code -> code.group(1)).forEach(codes::add);
        }
        return named;
    }

    /** Writes the problems of a call among its responses. */
    void answer(Call call, Operations.Sketch sketch, Words words, ObjectNode responses) {
        var codes = new TreeMap<Integer, SequencedSet<String>>();
        for (var status : usualFor(call, sketch)) {
            codes.put(status, new LinkedHashSet<>(USUAL.get(status)));
        }
        if (sketch.hasBody()) {
            codes.get(400).add("malformed-json");
        }
        if (sketch.hasParameter("cursor")) {
            codes.get(400).add("cursor-mismatch");
        }
        named(words).forEach((status, own) -> {
            if (status >= 400) {
                codes.computeIfAbsent(status, first -> new LinkedHashSet<>()).addAll(own);
            }
        });
        codes.forEach((status, all) -> responses.set(
                status.toString(),
                all.equals(USUAL.get(status))
                        ? json.createObjectNode().put("$ref", "#/components/responses/Problem" + status)
                        : response(status, all)));
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
    }

    private static Set<Integer> usualFor(Call call, Operations.Sketch sketch) {
        var statuses = new TreeSet<>(Set.of(400, 429, 500, 502, 503, 504));
        if (call.knowsTokens()) {
            statuses.add(401);
        }
        if (sketch.isForSome()) {
            statuses.add(403);
        }
        if (call.path().contains("{") || call.isForAdmins()) {
            statuses.add(404);
        }
        if (sketch.hasText(In.PATH) || sketch.hasText(In.QUERY)) {
            statuses.add(414);
        }
        if (sketch.hasText(In.HEADER) || sketch.isConditional()) {
            statuses.add(431);
        }
        if (sketch.hasBody()) {
            statuses.addAll(Set.of(413, 415, 422));
        }
        if (sketch.isJudged()) {
            statuses.add(422);
        }
        return statuses;
    }

    /** Those that are the same everywhere. */
    ObjectNode shared() {
        var shared = json.createObjectNode();
        shared.set("Problem", content(json.createObjectNode().put("description", "Any other problem."), null));
        USUAL.forEach((status, codes) -> shared.set("Problem" + status, response(status, codes)));
        return shared;
    }

    private ObjectNode response(int status, Set<String> codes) {
        var words = Problem.of(status, "any", null, null).title()
                + codes.stream().map("`%s`"::formatted).collect(Collectors.joining(", ", ": ", "."));
        return content(
                json.createObjectNode()
                        .put(
                                "description",
                                codes.isEmpty()
                                        ? Problem.of(status, "any", null, null).title() + "."
                                        : words),
                status);
    }

    private ObjectNode content(ObjectNode response, Integer status) {
        Supplier<ObjectNode> header = () -> response.withObject("/headers");
        Operations.COMMON_HEADERS.forEach(
                name -> header.get().putObject(name).put("$ref", "#/components/headers/" + name));
        if (status != null && WAIT.contains(status)) {
            header.get().putObject("Retry-After").put("$ref", "#/components/headers/Retry-After");
        }
        if (status != null && status == 401) {
            header.get().putObject("WWW-Authenticate").put("$ref", "#/components/headers/WWW-Authenticate");
        }
        var media = response.putObject("content").putObject(Problem.MEDIA_TYPE);
        media.putObject("schema").put("$ref", "#/components/schemas/Problem");
        if (status != null) {
            examples.problem(status).ifPresent(example -> media.set("example", example));
        }
        return response;
    }

    private static SequencedSet<String> ordered(String... codes) {
        return new LinkedHashSet<>(java.util.List.of(codes));
    }
}
