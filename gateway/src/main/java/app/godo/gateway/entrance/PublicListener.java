package app.godo.gateway.entrance;

import app.godo.gateway.forwarding.Forwarding;
import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The public port, and the one for administrators if there is to be one. It is the gateway's own server and not the framework's, so that it decodes strictly, answers malformed
 * requests with a problem, and can serve nothing but the {@link Entrance}: health and metrics are on the management port. In
 * development mode the framework's server stands here instead, for its hot reload ({@link DevelopmentListener}).
 */
@ApplicationScoped
class PublicListener {

    private static final int LONGEST_REQUEST_LINE = 8 * 1024;
    private static final int START_SECONDS = 20;

    /** How long those with an open socket may take to go. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** One random port that all event loops share, instead of one each. */
    private static final int SHARED_RANDOM_PORT = -1;

    private final Vertx vertx;
    private final Entrance entrance;
    private final Traffic traffic;
    private final Connections connections;
    private final Forwarding forwarding;
    private final EntranceConfig config;
    private final String host;
    private final Duration patience;
    private volatile int port;
    private String deployment;

    PublicListener(
            Vertx vertx,
            Entrance entrance,
            Traffic traffic,
            Connections connections,
            Forwarding forwarding,
            EntranceConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Duration patience) {
        this.vertx = vertx;
        this.entrance = entrance;
        this.traffic = traffic;
        this.connections = connections;
        this.forwarding = forwarding;
        this.config = config;
        this.host = host;
        this.patience = patience;
    }

    /** The port that is listened on, 0 before. */
    int port() {
        return port;
    }

    void start(@Observes StartupEvent started) throws InterruptedException {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            return;
        }
        var loops = config.loops().orElse(Runtime.getRuntime().availableProcessors());
        try {
            deployment = vertx.deployVerticle(Loop::new, new DeploymentOptions().setInstances(loops))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
            Log.infof("gateway: listening on http://%s:%d", host, port);
            config.adminPort().ifPresent(admins -> Log.infof("gateway: administrators come in by port %d", admins));
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(
                    "The gateway cannot listen on %s:%d and %s: %s"
                            .formatted(host, config.port(), config.adminPort(), failed.getMessage()),
                    failed);
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        if (deployment == null) {
            return;
        }
        traffic.startDraining();
        forwarding.closeSockets(GOODBYE);
        if (!traffic.drain(patience.toMillis())) {
            Log.warn("gateway: stopped although some requests were not answered yet");
        }
        // some of those may have become sockets
        if (!forwarding.closeSockets(GOODBYE)) {
            Log.warn("gateway: stopped although some sockets had not gone");
        }
        try {
            vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            Log.warnf("gateway: the listener did not stop: %s", failed.getMessage());
        }
    }

    private HttpServerOptions options(int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port == 0 ? SHARED_RANDOM_PORT : port)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setMaxHeaderSize((int) config.largestHead().asLongValue())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }

    /** One event loop that accepts connections. */
    private final class Loop extends AbstractVerticle {

        @Override
        public void start(Promise<Void> started) {
            listening(config.port())
                    .onSuccess(server -> port = server.actualPort())
                    .compose(open -> config.adminPort().isPresent()
                            ? listening(config.adminPort().getAsInt())
                            : Future.succeededFuture(open))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private Future<HttpServer> listening(int port) {
            var options = options(port);
            return vertx.createHttpServer(options)
                    .connectionHandler(connection -> equip(connection, options))
                    .requestHandler(entrance)
                    .invalidRequestHandler(entrance::unreadable)
                    .listen();
        }

        private void equip(HttpConnection connection, HttpServerOptions options) {
            var channel = ((ConnectionBase) connection).channel();
            if (!connections.isFair(connection.remoteAddress(), channel)) {
                connection.close();
                return;
            }
            var pipeline = channel.pipeline();
            var decoder = new StrictRequestDecoder(options, config.headTimeout());
            pipeline.replace("httpDecoder", "httpDecoder", decoder);
            pipeline.addAfter("httpDecoder", "lingeringClose", new LingeringClose(decoder));
            pipeline.addAfter(
                    "httpEncoder",
                    "compression",
                    new Compression(config.compressedFrom().asLongValue()));
        }
    }
}
