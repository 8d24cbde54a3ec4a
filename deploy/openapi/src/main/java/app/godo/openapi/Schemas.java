package app.godo.openapi;

import app.godo.openapi.Docs.Words;
import app.godo.wire.paging.Paged;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * JSON Schemas of the records that cross the wire. What a request may leave out its constraints say; what an answer may leave out,
 * or say null for, its doc comment says. Where a type says nothing (JSON as it is), the first type its comment links to is meant.
 */
final class Schemas {

    /** Where a value stands, and how long text can be there. */
    enum Place {
        BODY(Bounds.LARGEST_BODY),
        TARGET(Bounds.LONGEST_TARGET),
        HEAD(Bounds.LARGEST_HEAD),
        ANSWER(Bounds.LONGEST_TEXT);

        private final int longestText;

        Place(int longestText) {
            this.longestText = longestText;
        }
    }

    /** A record with what its parameters stand for: {@code Page<FriendView>}. */
    private record Shape(Class<?> type, List<Shape> parameters) {

        /** {@code FriendPage}; a view is the thing itself to who reads the document. */
        String name() {
            return parameters.stream().map(Shape::name).collect(Collectors.joining())
                    + type.getSimpleName().replaceFirst("(?<=.)View$", "");
        }

        /** Where something else is named like the thing itself. */
        String fullName() {
            return parameters.stream().map(Shape::fullName).collect(Collectors.joining()) + type.getSimpleName();
        }

        /** Where two services have a word in common. */
        String longName() {
            var service = type.getPackageName().split("\\.")[2];
            return Character.toUpperCase(service.charAt(0)) + service.substring(1) + name();
        }
    }

    private static final String REF = "#/components/schemas/";
    private static final NamingBase SNAKE_CASE = (NamingBase) PropertyNamingStrategies.SNAKE_CASE;
    private static final Pattern MAY_BE_NULL = Pattern.compile("\\bnull\\b");
    private static final Pattern MAY_BE_ABSENT = Pattern.compile("\\b(null|absent|empty|only)\\b");
    private static final Set<Class<?>> MUST_BE_THERE = Set.of(NotNull.class, NotBlank.class);

    private final Docs docs;
    private final Function<String, Class<?>> types;
    private final ObjectMapper json;
    private final Map<Shape, ObjectNode> shapes = new LinkedHashMap<>();

    /** @param types finds what a doc comment links to by its simple name */
    Schemas(Docs docs, Function<String, Class<?>> types, ObjectMapper json) {
        this.docs = docs;
        this.types = types;
        this.json = json;
    }

    /** The schema of a parameter, a body or an answer. */
    ObjectNode of(AnnotatedType type, Collection<Annotation> constraints, Words words, Place place) {
        return of(type, constraints, words, place, Map.of());
    }

    /** The schema of a type by its simple name. */
    ObjectNode linked(String name, Place place) {
        return reference(types.apply(name), List.of(), place);
    }

    /** All named schemas, by name. */
    Map<String, ObjectNode> named() {
        var named = new TreeMap<String, ObjectNode>();
        var names = names();
        shapes.forEach((shape, schema) -> named.put(names.get(shape), schema));
        return named;
    }

    /** References are by place until all shapes are known, for only then it is known which names are taken twice. */
    String settled(String document) {
        var settled = document;
        var names = names();
        var place = 0;
        for (var shape : shapes.keySet()) {
            settled = settled.replace("\"" + REF + "@" + place++ + "\"", "\"" + REF + names.get(shape) + "\"");
        }
        return settled;
    }

    private Map<Shape, String> names() {
        var names = shapes.keySet().stream().collect(Collectors.groupingBy(Shape::name, Collectors.counting()));
        var fullNames = shapes.keySet().stream().collect(Collectors.groupingBy(Shape::fullName, Collectors.counting()));
        return shapes.keySet().stream().collect(Collectors.toMap(shape -> shape, shape -> {
            if (names.get(shape.name()) == 1) {
                return shape.name();
            }
            return fullNames.get(shape.fullName()) == 1 ? shape.fullName() : shape.longName();
        }));
    }

    private ObjectNode of(
            AnnotatedType type,
            Collection<Annotation> constraints,
            Words words,
            Place place,
            Map<TypeVariable<?>, AnnotatedType> bound) {
        if (type.getType() instanceof TypeVariable<?> variable) {
            return of(bound.get(variable), constraints, words, place, bound);
        }
        var all = new ArrayList<>(Arrays.asList(type.getAnnotations()));
        all.addAll(constraints);
        var schema = type instanceof AnnotatedParameterizedType parameterized
                ? generic(parameterized, words, place, bound)
                : plain((Class<?>) type.getType(), words, place);
        Bounds.narrow(schema, all);
        if (!words.markdown().isEmpty()) {
            schema.put("description", words.markdown());
        }
        return schema;
    }

    private ObjectNode generic(
            AnnotatedParameterizedType type, Words words, Place place, Map<TypeVariable<?>, AnnotatedType> bound) {
        var raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
        var arguments = Arrays.stream(type.getAnnotatedActualTypeArguments())
                .map(argument ->
                        argument.getType() instanceof TypeVariable<?> variable ? bound.get(variable) : argument)
                .toList();
        if (!Collection.class.isAssignableFrom(raw)) {
            return reference(raw, arguments, place);
        }
        var item = arguments.getFirst();
        var hint = item.getType() instanceof Class<?> one && isSilent(one) ? words : Words.NONE;
        var items = of(item, List.of(), hint, place, bound);
        items.remove("description");
        var list = json.createObjectNode().put("type", "array");
        list.set("items", items);
        if (place != Place.ANSWER) {
            list.put("maxItems", place.longestText / 2);
        }
        if (Set.class.isAssignableFrom(raw) && item.getType() instanceof Class<?> word && word.isEnum()) {
            if (place == Place.ANSWER) {
                list.put("uniqueItems", true).put("maxItems", word.getEnumConstants().length);
            }
        }
        return list;
    }

    private ObjectNode plain(Class<?> type, Words words, Place place) {
        var schema = json.createObjectNode();
        if (type == String.class) {
            return schema.put("type", "string").put("maxLength", place.longestText);
        } else if (type == UUID.class) {
            return text("uuid", 36);
        } else if (type == Instant.class) {
            return text("date-time", 45);
        } else if (type == LocalDate.class) {
            return text("date", 16);
        } else if (type == Duration.class) {
            // ISO 8601 as Java writes it, with parts of a second, which JSON Schema's own format does not have
            return schema.put("type", "string")
                    .put("pattern", "^P[0-9DTHMS.]+$")
                    .put("maxLength", 64);
        } else if (type == URI.class) {
            return text("uri-reference", place.longestText);
        } else if (type == boolean.class || type == Boolean.class) {
            return schema.put("type", "boolean");
        } else if (type == int.class || type == Integer.class) {
            return number("int32", Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return number("int64", -Bounds.LARGEST_COUNT, Bounds.LARGEST_COUNT);
        } else if (type == double.class || type == Double.class) {
            return schema.put("type", "number").put("format", "double");
        } else if (type.isEnum()) {
            schema.put("type", "string");
            var values = schema.putArray("enum");
            for (var constant : type.getEnumConstants()) {
                values.add(json.valueToTree(constant).asText());
            }
            return schema;
        } else if (type.isRecord() || type.isSealed()) {
            return reference(type, List.of(), place);
        } else if (!isSilent(type)) {
            throw new IllegalStateException(
                    "nobody has said what a %s looks like on the wire".formatted(type.getName()));
        }
        return words.links().isEmpty()
                ? schema.put("type", "object").put("additionalProperties", true)
                : linked(words.links().getFirst(), place);
    }

    /** Whether its code does not say what its JSON looks like. */
    static boolean isSilent(Class<?> type) {
        return JsonNode.class.isAssignableFrom(type)
                || com.fasterxml.jackson.databind.JsonSerializable.class.isAssignableFrom(type);
    }

    private ObjectNode text(String format, int longest) {
        return json.createObjectNode()
                .put("type", "string")
                .put("format", format)
                .put("maxLength", longest);
    }

    private ObjectNode number(String format, long least, long most) {
        return json.createObjectNode()
                .put("type", "integer")
                .put("format", format)
                .put("minimum", least)
                .put("maximum", most);
    }

    private ObjectNode reference(Class<?> type, List<AnnotatedType> arguments, Place place) {
        var shape = new Shape(
                type,
                arguments.stream()
                        .map(argument -> new Shape((Class<?>) argument.getType(), List.of()))
                        .toList());
        if (!shapes.containsKey(shape)) {
            var schema = json.createObjectNode();
            shapes.put(shape, schema);
            if (type.isSealed()) {
                choice(schema, type, place);
            } else {
                object(schema, type, arguments, place);
            }
        }
        return json.createObjectNode()
                .put("$ref", REF + "@" + List.copyOf(shapes.keySet()).indexOf(shape));
    }

    /** Some of what a schema asks for: a JSON merge patch (RFC 7396) of it may leave out anything. */
    ObjectNode someOf(ObjectNode schema) {
        var reference = schema.path("$ref").asText();
        if (!reference.startsWith(REF + "@")) {
            return schema;
        }
        var whole = List.copyOf(shapes.values()).get(Integer.parseInt(reference.substring(REF.length() + 1)));
        return whole.has("required") ? whole.deepCopy().without("required") : schema;
    }

    private void choice(ObjectNode schema, Class<?> type, Place place) {
        describe(schema, docs.of(type).text());
        var options = schema.putArray("oneOf");
        for (var option : type.getPermittedSubclasses()) {
            options.add(reference(option, List.of(), place));
        }
    }

    private void object(ObjectNode schema, Class<?> type, List<AnnotatedType> arguments, Place place) {
        var doc = docs.of(type);
        schema.put("type", "object");
        describe(schema, doc.text());
        Map<TypeVariable<?>, AnnotatedType> bound = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            bound.put(type.getTypeParameters()[i], arguments.get(i));
        }
        var properties = schema.putObject("properties");
        var required = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            var name = nameOf(component);
            var words = doc.of(component.getName());
            var property = of(component.getAnnotatedType(), constraintsOf(component), words, place, bound);
            if (name.equals("items") && Paged.class.isAssignableFrom(type)) {
                property.put("maxItems", Bounds.LARGEST_PAGE);
            }
            var presence = place == Place.ANSWER ? inAnswer(component, words) : inRequest(component);
            properties.set(name, presence.mayBeNull() ? orNull(property) : property);
            if (!presence.mayBeAbsent()) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        if (place == Place.BODY) {
            schema.put("additionalProperties", false);
        }
    }

    private record Presence(boolean mayBeAbsent, boolean mayBeNull) {}

    private static Presence inRequest(RecordComponent component) {
        var needed = component.getType().isPrimitive()
                || constraintsOf(component).stream()
                        .anyMatch(constraint -> MUST_BE_THERE.contains(constraint.annotationType()))
                || Arrays.stream(component.getAnnotatedType().getAnnotations())
                        .anyMatch(constraint -> MUST_BE_THERE.contains(constraint.annotationType()));
        return new Presence(!needed, !needed);
    }

    private static Presence inAnswer(RecordComponent component, Words words) {
        if (component.getType().isPrimitive()) {
            return new Presence(false, false);
        }
        var leftOut = isLeftOut(component.getAccessor()) || isLeftOut(component.getDeclaringRecord());
        return leftOut
                ? new Presence(MAY_BE_ABSENT.matcher(words.markdown()).find(), false)
                : new Presence(false, MAY_BE_NULL.matcher(words.markdown()).find());
    }

    private static boolean isLeftOut(AnnotatedElement element) {
        var included = element.getAnnotation(JsonInclude.class);
        return included != null && included.value() != JsonInclude.Include.ALWAYS;
    }

    private static List<Annotation> constraintsOf(RecordComponent component) {
        return List.of(component.getAccessor().getAnnotations());
    }

    private static String nameOf(RecordComponent component) {
        var name = component.getAccessor().getAnnotation(JsonProperty.class);
        return name != null ? name.value() : SNAKE_CASE.translate(component.getName());
    }

    private ObjectNode orNull(ObjectNode schema) {
        if (schema.has("$ref")) {
            var either = json.createObjectNode();
            var description = schema.remove("description");
            either.putArray("anyOf").add(schema).addObject().put("type", "null");
            if (description != null) {
                either.set("description", description);
            }
            return either;
        }
        var type = schema.get("type").asText();
        schema.putArray("type").add(type).add("null");
        if (schema.has("enum")) {
            schema.withArray("enum").addNull();
        }
        return schema;
    }

    private static void describe(ObjectNode schema, Words words) {
        if (!words.markdown().isEmpty()) {
            schema.put("description", words.markdown());
        }
    }
}
