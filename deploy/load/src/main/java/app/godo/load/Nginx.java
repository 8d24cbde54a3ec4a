package app.godo.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An nginx that passes everything on to one service as it would in production: as many workers as cores, each with a listening
 * queue of its own, connections kept on both sides, JSON compressed from where and as hard as the gateway does. It looks at no
 * token, counts nobody and logs nothing.
 */
final class Nginx implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes auto;
            pid %1$s/pid;
            error_log stderr warn;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                upstream service {
                    server %2$s;
                    keepalive 128;
                    keepalive_requests 1000000000;
                }
                gzip on;
                gzip_comp_level 5;
                gzip_min_length 1024;
                gzip_proxied any;
                gzip_types application/json;
                gzip_vary on;
                server {
                    listen 127.0.0.1:%3$d reuseport;
                    keepalive_requests 1000000000;
                    location / {
                        proxy_pass http://service;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $http_host;
                    }
                }
            }
            """;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one in a folder of its own and waits until it listens. */
    static Nginx start(Path program, Path folder, int port, String service) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration,
                CONFIGURATION.formatted(folder, URI.create(service).getAuthority(), port));
        var command =
                List.of(program.toString(), "-p", folder.toString(), "-e", "stderr", "-c", configuration.toString());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var nginx = new Nginx(process, port);
        try {
            nginx.awaitListening(folder.resolve("log"));
        } catch (IOException | RuntimeException e) {
            nginx.close();
            throw e;
        }
        return nginx;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private void awaitListening(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("nginx does not listen: " + Files.readString(log).strip());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
