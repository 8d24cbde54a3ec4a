package app.godo.kubernetes;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a folder's kustomization makes, as far as ours use kustomize: resources, components, generated ConfigMaps (whose names
 * get no suffix here) and patches that merge. What it does not know it refuses.
 */
record Manifests(List<Node> resources) {

    private static final Set<String> UNDERSTOOD = Set.of(
            "apiVersion", "kind", "namespace", "resources", "components", "configMapGenerator", "patches", "labels");

    /** By what the items of a list are told apart; items of other lists are not merged. */
    private static final Map<String, String> MERGE_KEYS = Map.of(
            "containers",
            "name",
            "env",
            "name",
            "volumes",
            "name",
            "volumeMounts",
            "mountPath",
            "ports",
            "containerPort");

    static Manifests of(String folder) {
        return new Manifests(build(Reactor.ROOT.resolve("deploy/kubernetes").resolve(folder)));
    }

    List<Node> of(Set<String> kinds) {
        return resources.stream().filter(one -> kinds.contains(one.kind())).toList();
    }

    List<Node> ofKind(String kind) {
        return of(Set.of(kind));
    }

    Node one(String kind, String name) {
        return ofKind(kind).stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no %s %s.".formatted(kind, name)));
    }

    /** What has pods. */
    List<Node> workloads() {
        return of(Set.of("Deployment", "StatefulSet", "Job"));
    }

    private static List<Node> build(Path folder) {
        return apply(folder, new ArrayList<>());
    }

    private static List<Node> apply(Path folder, List<Node> resources) {
        var kustomization = Node.documents(folder.resolve("kustomization.yaml")).getFirst();
        if (!UNDERSTOOD.containsAll(kustomization.keys())) {
            throw new IllegalArgumentException(
                    "%s: one of %s is not understood".formatted(folder, kustomization.keys()));
        }
        for (var entry : kustomization.at("resources").texts()) {
            var path = folder.resolve(entry);
            resources.addAll(Files.isDirectory(path) ? build(path) : Node.documents(path));
        }
        for (var generator : kustomization.at("configMapGenerator").items()) {
            resources.add(configMap(folder, generator));
        }
        for (var component : kustomization.at("components").texts()) {
            apply(folder.resolve(component), resources);
        }
        for (var patch : kustomization.at("patches").items()) {
            patch(folder, patch, resources);
        }
        return resources;
    }

    private static Node configMap(Path folder, Node generator) {
        var data = new LinkedHashMap<String, Object>();
        for (var file : generator.at("envs").texts()) {
            var lines = new Properties();
            try {
                lines.load(new StringReader(Files.readString(folder.resolve(file))));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            lines.stringPropertyNames().forEach(key -> data.put(key, lines.getProperty(key)));
        }
        return new Node(Map.of("kind", "ConfigMap", "metadata", Map.of("name", generator.name()), "data", data));
    }

    private static void patch(Path folder, Node entry, List<Node> resources) {
        var patch = entry.at("path").exists()
                ? Node.documents(folder.resolve(entry.at("path").text())).getFirst()
                : Node.documents(entry.at("patch").text()).getFirst();
        var target = targetOf(entry, patch);
        if (resources.stream().noneMatch(target)) {
            throw new IllegalArgumentException("%s: a patch of %s fits nothing".formatted(folder, patch.name()));
        }
        if (patch.at("$patch").exists()) {
            resources.removeIf(target);
        } else {
            resources.replaceAll(one -> target.test(one) ? renamed(merge("", one.value(), patch.value()), one) : one);
        }
    }

    private static Predicate<Node> targetOf(Node entry, Node patch) {
        var target = entry.at("target");
        if (!target.exists()) {
            return one -> one.kind().equals(patch.kind()) && one.name().equals(patch.name());
        }
        var name = target.at("name").exists() ? target.at("name").text() : ".*";
        return one -> one.kind().equals(target.at("kind").text()) && one.name().matches(name);
    }

    private static Node renamed(Object merged, Node original) {
        return new Node(merge("", merged, Map.of("metadata", Map.of("name", original.name()))));
    }

    private static Object merge(String key, Object base, Object patch) {
        if (base instanceof Map<?, ?> && patch instanceof Map<?, ?> changes) {
            var merged = new LinkedHashMap<Object, Object>((Map<?, ?>) base);
            changes.forEach((name, change) ->
                    merged.merge(name, change, (before, after) -> merge(name.toString(), before, after)));
            return merged;
        }
        if (base instanceof List<?> before && patch instanceof List<?> changes && MERGE_KEYS.containsKey(key)) {
            return mergeItems(MERGE_KEYS.get(key), before, changes);
        }
        return patch;
    }

    private static List<Object> mergeItems(String id, List<?> before, List<?> changes) {
        var merged = new ArrayList<Object>(before);
        for (var change : changes) {
            var same = merged.stream()
                    .filter(item -> new Node(item).at(id).equals(new Node(change).at(id)))
                    .findFirst();
            if (same.isPresent()) {
                merged.set(merged.indexOf(same.get()), merge("", same.get(), change));
            } else {
                merged.add(change);
            }
        }
        return merged;
    }
}
