package app.godo.kubernetes;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A place in a YAML document; what is not there is a place, too. */
record Node(Object value) {

    static final Node NOTHING = new Node(null);

    static List<Node> documents(Path file) {
        try {
            return documents(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Node> documents(String text) {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return StreamSupport.stream(yaml.loadAll(text).spliterator(), false)
                .map(Node::new)
                .toList();
    }

    Node at(String... path) {
        var here = this;
        for (var key : path) {
            here = here.value instanceof Map<?, ?> map ? new Node(map.get(key)) : NOTHING;
        }
        return here;
    }

    boolean exists() {
        return value != null;
    }

    String text() {
        return value == null ? null : value.toString();
    }

    int number() {
        return Integer.parseInt(text());
    }

    /** The items of a list; none, when there is no list. */
    List<Node> items() {
        return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
    }

    List<String> texts() {
        return items().stream().map(Node::text).toList();
    }

    /** The entries of a map; none, when there is no map. */
    Map<String, Node> entries() {
        var entries = new LinkedHashMap<String, Node>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> entries.put(key.toString(), new Node(inner)));
        }
        return entries;
    }

    Set<String> keys() {
        return entries().keySet();
    }

    /** Of a resource. */
    String kind() {
        return at("kind").text();
    }

    /** Of a resource, a container, a volume, or whatever else has one. */
    String name() {
        return at("metadata", "name").exists()
                ? at("metadata", "name").text()
                : at("name").text();
    }

    /** Of a workload: what its pods are made of. */
    Node pod() {
        return at("spec", "template", "spec");
    }

    /** Of a workload: its containers, those that only begin included. */
    List<Node> containers() {
        return Stream.concat(pod().at("initContainers").items().stream(), pod().at("containers").items().stream())
                .toList();
    }

    Map<String, Node> podLabels() {
        return at("spec", "template", "metadata", "labels").entries();
    }
}
