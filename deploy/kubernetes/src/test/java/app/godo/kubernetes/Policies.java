package app.godo.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The edges that NetworkPolicies open, as {@code from > to:port}; outsiders go by their namespace, or as the world. */
final class Policies {

    private static final List<Node> ANY_PORT = List.of(new Node(Map.of("port", "any")));

    private final List<Node> policies;
    private final Map<String, Map<String, Node>> labelsByPod = new LinkedHashMap<>();
    private final Map<String, Node> containers = new LinkedHashMap<>();

    Policies(Manifests manifests) {
        policies = manifests.ofKind("NetworkPolicy");
        for (var workload : manifests.workloads()) {
            var labels = new LinkedHashMap<>(workload.podLabels());
            labels.put("app.kubernetes.io/part-of", new Node("godo"));
            labelsByPod.put(workload.name(), labels);
            containers.put(workload.name(), workload.containers().getFirst());
        }
        // what the operators will run, with the labels they are told to give
        manifests
                .ofKind("KafkaNodePool")
                .forEach(pool -> labelsByPod.put(
                        "kafka",
                        pool.at("spec", "template", "pod", "metadata", "labels").entries()));
        manifests
                .ofKind("Kafka")
                .forEach(kafka -> labelsByPod.put(
                        "entity-operator",
                        kafka.at("spec", "entityOperator", "template", "pod", "metadata", "labels")
                                .entries()));
        manifests
                .ofKind("Cluster")
                .forEach(cluster -> labelsByPod.put(
                        "postgres",
                        cluster.at("spec", "inheritedMetadata", "labels").entries()));
    }

    /** As those who ask are allowed to. */
    Set<String> egress() {
        var edges = new TreeSet<String>();
        for (var policy : policies) {
            for (var rule : policy.at("spec", "egress").items()) {
                for (var from : pods(policy.at("spec", "podSelector"))) {
                    for (var to : peers(rule.at("to"))) {
                        ports(rule).forEach(port -> edges.add(edge(from, to, port)));
                    }
                }
            }
        }
        return edges;
    }

    /** As those who are asked allow it. */
    Set<String> ingress() {
        var edges = new TreeSet<String>();
        for (var policy : policies) {
            for (var rule : policy.at("spec", "ingress").items()) {
                for (var to : pods(policy.at("spec", "podSelector"))) {
                    for (var from : peers(rule.at("from"))) {
                        ports(rule).forEach(port -> edges.add(edge(from, to, port)));
                    }
                }
            }
        }
        return edges;
    }

    private String edge(String from, String to, Node port) {
        return "%s > %s:%s".formatted(from, to, resolved(to, port.at("port").text()));
    }

    private String resolved(String pod, String port) {
        return containers.getOrDefault(pod, Node.NOTHING).at("ports").items().stream()
                .filter(open -> open.name().equals(port))
                .map(open -> open.at("containerPort").text())
                .findFirst()
                .orElse(port);
    }

    private static List<Node> ports(Node rule) {
        return rule.at("ports").exists() ? rule.at("ports").items() : ANY_PORT;
    }

    private Set<String> peers(Node list) {
        if (!list.exists()) {
            return Set.of("world");
        }
        var names = new TreeSet<String>();
        for (var peer : list.items()) {
            if (peer.at("namespaceSelector").exists()) {
                names.addAll(namespaces(peer.at("namespaceSelector")));
            } else if (peer.at("ipBlock").exists()) {
                names.add("world");
            } else {
                names.addAll(pods(peer.at("podSelector")));
            }
        }
        return names;
    }

    private static List<String> namespaces(Node selector) {
        var one = selector.at("matchLabels", "kubernetes.io/metadata.name");
        return one.exists()
                ? List.of(one.text())
                : selector.at("matchExpressions")
                        .items()
                        .getFirst()
                        .at("values")
                        .texts();
    }

    private Set<String> pods(Node selector) {
        var names = new TreeSet<String>();
        labelsByPod.forEach((name, labels) -> {
            if (selects(selector, labels)) {
                names.add(name);
            }
        });
        return names;
    }

    private static boolean selects(Node selector, Map<String, Node> labels) {
        return labels.entrySet()
                        .containsAll(selector.at("matchLabels").entries().entrySet())
                && selector.at("matchExpressions").items().stream().allMatch(expression -> expression
                        .at("values")
                        .texts()
                        .contains(labels.getOrDefault(expression.at("key").text(), Node.NOTHING)
                                .text()));
    }
}
