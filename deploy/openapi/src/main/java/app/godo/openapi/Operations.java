package app.godo.openapi;

import app.godo.openapi.Docs.Words;
import app.godo.openapi.Schemas.Place;
import app.godo.wire.paging.Paged;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Operations of the document, from the methods of resources. */
final class Operations {

    /** On every answer. */
    static final List<String> COMMON_HEADERS =
            List.of("Access-Control-Allow-Origin", "RateLimit", "RateLimit-Policy", "X-Request-Id");

    private static final Set<Class<?>> WRAPPERS = Set.of(Uni.class, RestResponse.class);

    /** Where a parameter comes from; the body is one of them. */
    enum In {
        PATH,
        QUERY,
        HEADER,
        BODY,
        NOWHERE
    }

    /** A parameter of a method, with where it comes from and by which name. */
    private record Input(Parameter parameter, In in, String name) {

        static Input of(Call call, Parameter parameter) {
            if (parameter.isAnnotationPresent(Context.class)) {
                return new Input(parameter, In.NOWHERE, "");
            }
            if (parameter.getAnnotation(PathParam.class) instanceof PathParam path) {
                return new Input(parameter, In.PATH, path.value());
            }
            if (parameter.getAnnotation(QueryParam.class) instanceof QueryParam query) {
                return new Input(parameter, In.QUERY, query.value());
            }
            if (parameter.getAnnotation(RestQuery.class) instanceof RestQuery query) {
                return new Input(parameter, In.QUERY, named(query.value(), parameter));
            }
            if (parameter.getAnnotation(RestHeader.class) instanceof RestHeader header) {
                return new Input(parameter, In.HEADER, named(header.value(), parameter));
            }
            if (parameter.isAnnotationPresent(RestPath.class)
                    || call.path().contains("{" + parameter.getName() + "}")) {
                return new Input(parameter, In.PATH, parameter.getName());
            }
            return new Input(parameter, In.BODY, "");
        }

        private static String named(String value, Parameter parameter) {
            return value.isEmpty() ? parameter.getName() : value;
        }
    }

    /** What matters of a call for how it may be refused. */
    record Sketch(List<Input> inputs, boolean isForSome, boolean isRead, boolean isConditional) {

        static Sketch of(Call call) {
            var code = call.code();
            return new Sketch(
                    Arrays.stream(code.getParameters())
                            .map(parameter -> Input.of(call, parameter))
                            .filter(input -> input.in() != In.NOWHERE)
                            // what OpenAPI says by the media type of the body
                            .filter(input -> !input.name().equals(HttpHeaders.CONTENT_TYPE))
                            .toList(),
                    Stream.of(code, code.getDeclaringClass())
                            .anyMatch(element -> element.isAnnotationPresent(RolesAllowed.class)),
                    Arrays.asList(code.getParameterTypes()).contains(HttpServerRequest.class),
                    Arrays.asList(code.getParameterTypes()).contains(Request.class));
        }

        boolean hasBody() {
            return isRead || inputs.stream().anyMatch(input -> input.in() == In.BODY);
        }

        boolean hasParameter(String name) {
            return inputs.stream().anyMatch(input -> input.name().equals(name));
        }

        /** Whether something there may be as long as one likes. */
        boolean hasText(In in) {
            return inputs.stream()
                    .anyMatch(input -> input.in() == in && input.parameter().getType() == String.class);
        }

        /** Whether a parameter may be well-formed and yet refused. */
        boolean isJudged() {
            return inputs.stream().anyMatch(input -> input.in() == In.QUERY);
        }
    }

    private final Docs docs;
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Schemas schemas;
    private final Problems problems;
    private final Examples examples;
    private final ObjectMapper json;

    Operations(Docs docs, Schemas schemas, Problems problems, Examples examples, ObjectMapper json) {
        this.docs = docs;
        this.schemas = schemas;
        this.problems = problems;
        this.examples = examples;
        this.json = json;
    }

    /** The header by which a reader says which version they have. */
    ObjectNode ifNoneMatch() {
        var parameter = json.createObjectNode()
                .put("name", HttpHeaders.IF_NONE_MATCH)
                .put("in", "header")
                .put("description", "The ETag of the version that the caller has.");
        parameter.putObject("schema").put("type", "string").put("maxLength", Bounds.LARGEST_HEAD);
        return parameter;
    }

    /** Requests are closed and answers are open: what stands in both is a request's, so these come first. */
    void learnRequests(Call call) {
        var sketch = Sketch.of(call);
        sketch.inputs().stream().filter(input -> input.in() == In.BODY).forEach(body -> bodySchema(call, body));
    }

    ObjectNode of(Call call) {
        var doc = docs.of(call.code());
        if (doc.text().markdown().isEmpty()) {
            throw new IllegalStateException("nobody has said what %s does".formatted(call.code()));
        }
        if (call.isPrivate() != wantsCaller(call)) {
            throw new IllegalStateException(
                    "gateway and service do not agree whether %s %s is public".formatted(call.method(), call.path()));
        }
        var sketch = Sketch.of(call);
        var operation = json.createObjectNode().put("operationId", call.id());
        operation.putArray("tags").add(call.feature());
        operation.put("summary", doc.text().firstSentence().replaceFirst("\\.$", ""));
        operation.put("description", doc.text().markdown());
        if (call.route().deprecatedSince().isPresent()) {
            operation.put("deprecated", true);
        }
        security(call, sketch, operation);
        var parameters = sketch.inputs().stream()
                .filter(input -> input.in() != In.BODY)
                .map(input -> parameter(call, input))
                .collect(Collectors.toCollection(ArrayList::new));
        if (sketch.isConditional()) {
            parameters.add(ifNoneMatch());
        }
        if (!parameters.isEmpty()) {
            operation.putArray("parameters").addAll(parameters);
        }
        sketch.inputs().stream()
                .filter(input -> input.in() == In.BODY)
                .forEach(body -> operation.set("requestBody", body(call, body)));
        if (sketch.isRead()) {
            operation.set("requestBody", picture());
        }
        var responses = operation.putObject("responses");
        answers(call, responses);
        problems.answer(call, sketch, doc.text(), responses);
        return operation;
    }

    /** What is not said is that of the whole document: a token. */
    private static void security(Call call, Sketch sketch, ObjectNode operation) {
        if (call.isForAdmins() || sketch.isForSome()) {
            operation.putArray("security").addObject().putArray("adminToken");
        } else if (!call.isPrivate()) {
            var either = operation.putArray("security");
            if (call.knowsTokens()) {
                either.addObject();
                either.addObject().putArray("token");
            }
        }
    }

    private static boolean wantsCaller(Call call) {
        Predicate<java.lang.reflect.AnnotatedElement> asks = element ->
                element.isAnnotationPresent(Authenticated.class) || element.isAnnotationPresent(RolesAllowed.class);
        return asks.test(call.code()) || asks.test(call.code().getDeclaringClass());
    }

    private ObjectNode parameter(Call call, Input input) {
        var code = input.parameter();
        var words = docs.of(call.code()).of(code.getName());
        var schema = schemas.of(
                code.getAnnotatedType(),
                List.of(code.getAnnotations()),
                words,
                input.in() == In.HEADER ? Place.HEAD : Place.TARGET);
        schema.remove("description");
        if (call.patterns().get(input.name()) instanceof String pattern) {
            schema.remove("maxLength");
            Arrays.stream(pattern.split("\\|")).forEach(schema.putArray("enum")::add);
        } else if (input.in() == In.PATH && code.getType() == String.class) {
            // the gateway lets no other characters through
            schema.put("pattern", "^[A-Za-z0-9._~-]+$");
        }
        if (code.getAnnotation(DefaultValue.class) instanceof DefaultValue usual) {
            switch (schema.path("type").asText()) {
                case "integer" -> schema.put("default", Integer.parseInt(usual.value()));
                case "boolean" -> schema.put("default", Boolean.parseBoolean(usual.value()));
                default -> schema.put("default", usual.value());
            }
        }
        var parameter = json.createObjectNode()
                .put("name", input.name())
                .put("in", input.in().name().toLowerCase(java.util.Locale.ROOT));
        if (!words.markdown().isEmpty()) {
            parameter.put("description", words.markdown());
        }
        if (input.in() == In.PATH || code.isAnnotationPresent(NotNull.class) || isAskedFor(call, input)) {
            parameter.put("required", true);
        }
        parameter.set("schema", schema);
        return parameter;
    }

    /** Whether a refusal is named after its absence: {@code idempotency-key-required}. */
    private boolean isAskedFor(Call call, Input input) {
        return docs.of(call.code())
                .text()
                .markdown()
                .contains("`" + input.name().toLowerCase(java.util.Locale.ROOT) + "-required`");
    }

    private ObjectNode bodySchema(Call call, Input body) {
        var words = docs.of(call.code()).of(body.parameter().getName());
        var schema = schemas.of(body.parameter().getAnnotatedType(), List.of(), words, Place.BODY);
        schema.remove("description");
        return schema;
    }

    /** What is read as it comes, by a method that is given the request itself. */
    private ObjectNode picture() {
        var body = json.createObjectNode().put("required", true);
        body.putObject("content")
                .<ObjectNode>set("image/jpeg", bytes(Bounds.LARGEST_PICTURE))
                .set("image/png", bytes(Bounds.LARGEST_PICTURE));
        return body;
    }

    /** A body that is no text: nothing but how long it may be can be said of it. */
    private ObjectNode bytes(int most) {
        var media = bytes();
        media.withObject("/schema").put("maxLength", most);
        return media;
    }

    /** One of which not even that is known. */
    ObjectNode bytes() {
        var media = json.createObjectNode();
        media.putObject("schema").put("type", "string").put("format", "binary");
        return media;
    }

    private ObjectNode body(Call call, Input input) {
        var body = json.createObjectNode().put("required", true);
        var consumed = call.code().getAnnotation(Consumes.class);
        var merges = consumed != null && List.of(consumed.value()).contains(MERGE_PATCH);
        var content = body.putObject("content");
        for (var type : consumed == null ? new String[] {MediaType.APPLICATION_JSON} : consumed.value()) {
            var media = content.putObject(type);
            var schema = bodySchema(call, input);
            media.set("schema", merges ? schemas.someOf(schema) : schema);
            examples.request(call.id()).ifPresent(example -> media.set("example", example));
        }
        return body;
    }

    private void answers(Call call, ObjectNode responses) {
        var doc = docs.of(call.code());
        var type = unwrapped(call.code().getAnnotatedReturnType());
        var nothing = type.getType() == Void.class || type.getType() == void.class;
        for (var status : statuses(call, nothing)) {
            var response = responses.putObject(Integer.toString(status));
            response.put(
                    "description",
                    doc.returned().markdown().isEmpty()
                            ? Response.Status.fromStatusCode(status).getReasonPhrase() + "."
                            : doc.returned().markdown());
            headers(call, status, type, response);
            if (status < 300 && status != 204 && !nothing) {
                var content = response.putObject("content");
                var produced = call.code().getAnnotation(Produces.class);
                if (produced != null && !produced.value()[0].startsWith(MediaType.APPLICATION_JSON)) {
                    content.set(produced.value()[0], bytes());
                    continue;
                }
                var media = content.putObject(MediaType.APPLICATION_JSON);
                media.set("schema", answerSchema(type, doc.returned()));
                examples.answer(call.id(), status).ifPresent(example -> media.set("example", example));
            }
        }
    }

    private ObjectNode answerSchema(AnnotatedType type, Words returned) {
        var raw = type.getType();
        if (raw == Response.class || raw == String.class) {
            return returned.links().isEmpty()
                    ? json.createObjectNode().put("type", "object").put("additionalProperties", true)
                    : schemas.linked(returned.links().getFirst(), Place.ANSWER);
        }
        return schemas.of(type, List.of(), Words.NONE, Place.ANSWER);
    }

    private Set<Integer> statuses(Call call, boolean nothing) {
        var doc = docs.of(call.code());
        var statuses = new TreeSet<Integer>();
        Stream.of(doc.text(), doc.returned())
                .flatMap(words -> Problems.named(words).keySet().stream())
                .filter(status -> status < 400)
                .forEach(statuses::add);
        if (statuses.stream().noneMatch(status -> status < 300)) {
            var annotated = call.code().getAnnotation(ResponseStatus.class);
            statuses.add(annotated != null ? annotated.value() : nothing ? 204 : 200);
        }
        return statuses;
    }

    private void headers(Call call, int status, AnnotatedType type, ObjectNode response) {
        var words = docs.of(call.code()).text().markdown()
                + docs.of(call.code()).returned().markdown();
        var sketch = Sketch.of(call);
        var names = new ArrayList<>(COMMON_HEADERS);
        if (sketch.isConditional() || sketch.hasParameter(HttpHeaders.IF_MATCH) && status != 204) {
            names.add(HttpHeaders.ETAG);
        }
        if (words.contains("`Location`")) {
            names.add(HttpHeaders.LOCATION);
        }
        if (Paged.class.isAssignableFrom(rawOf(type))) {
            names.add(HttpHeaders.LINK);
        }
        if (call.route().deprecatedSince().isPresent()) {
            names.add("Deprecation");
        }
        if (status < 300 && sketch.hasParameter("Idempotency-Key")) {
            names.add("Idempotency-Replayed");
        }
        var headers = response.putObject("headers");
        names.stream().sorted().forEach(name -> headers.putObject(name).put("$ref", "#/components/headers/" + name));
    }

    private static AnnotatedType unwrapped(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType wrapped && WRAPPERS.contains(rawOf(type))
                ? unwrapped(wrapped.getAnnotatedActualTypeArguments()[0])
                : type;
    }

    private static Class<?> rawOf(AnnotatedType type) {
        return (Class<?>) (type.getType() instanceof ParameterizedType generic ? generic.getRawType() : type.getType());
    }
}
