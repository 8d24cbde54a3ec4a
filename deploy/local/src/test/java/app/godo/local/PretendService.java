package app.godo.local;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Stands in for a service where only its process matters: it is ready at once, and listens where it was told. */
final class PretendService {
    private PretendService() {}

    public static void main(String[] arguments) throws IOException {
        if (Files.exists(Path.of(System.getenv("GODO_KEYS_DIRECTORY"), "refuse-to-start"))) {
            System.out.println("ERROR the keys are wrong");
            System.exit(3);
        }
        var port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
        answer(port);
        if (System.getenv("QUARKUS_MANAGEMENT_PORT") != null) {
            answer(Integer.parseInt(System.getenv("QUARKUS_MANAGEMENT_PORT")));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(PretendService::leave));
        System.out.println("pretending on " + port);
    }

    /** A real service finishes what it has begun, and needs its servers for that; the gateway needs the others, too. */
    private static void leave() {
        try {
            Thread.sleep(300);
            if (System.getenv("GODO_SERVICES_USER") != null) {
                // long enough for the others to be gone, had they been told to go at the same time
                Thread.sleep(1_200);
                connect(URI.create(System.getenv("GODO_SERVICES_USER")).getAuthority());
                System.out.println("leaving; those it asks are still there");
            }
            connect(System.getenv("GODO_POSTGRES"));
            connect(URI.create(System.getenv("GODO_REDIS")).getAuthority().replaceFirst(".*@", ""));
            System.out.println("leaving; its servers are still there");
        } catch (IOException | InterruptedException e) {
            System.out.println("leaving after its servers: " + e);
        }
    }

    private static void connect(String address) throws IOException {
        var parts = address.split(":");
        new Socket(parts[0], Integer.parseInt(parts[1])).close();
    }

    private static void answer(int port) throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        http.start();
    }

    /** Puts it where the built services of a project are. */
    static void installFor(Path root) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, PretendService.class.getName());
        var entry = PretendService.class.getName().replace('.', '/') + ".class";
        for (var service : GodoService.values()) {
            var jar = new Home(root, root.resolve("unused")).jar(service);
            Files.createDirectories(jar.getParent());
            try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                    var in = PretendService.class.getClassLoader().getResourceAsStream(entry)) {
                out.putNextEntry(new JarEntry(entry));
                in.transferTo(out);
            }
        }
    }
}
