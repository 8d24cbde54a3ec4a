package app.godo.gateway;

import app.godo.wire.testing.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Services that answer what they were asked, and misbehave where a test wants it. Ingestion-service is away. */
public class EchoServices implements QuarkusTestResourceLifecycleManager {

    private static final List<String> THERE =
            List.of("user", "event", "swipe", "social", "recommendation", "notification");

    /** More than all that lies between a service and a client can hold. */
    private static final Buffer LONG = Buffer.buffer(new byte[16 * 1024 * 1024]);

    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private Vertx vertx;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        var settings = new HashMap<String, String>();
        for (var service : THERE) {
            settings.put("godo.services." + service, "http://127.0.0.1:" + listening(service));
        }
        settings.put("godo.services.ingestion", "http://127.0.0.1:" + FreePort.any());
        settings.put("godo.entrance.port", Integer.toString(FreePort.any()));
        settings.put("godo.entrance.admin-port", Integer.toString(FreePort.any()));
        // the tests share one address; those about limits bring their own
        settings.put("godo.rates.address.requests", "10000");
        settings.put("godo.routes.feed.timeout", "700ms");
        settings.put("godo.upstream.break-for", "300ms");
        settings.put("godo.upstream.answer-idle", "700ms");
        settings.put("godo.entrance.head-timeout", "1s");
        settings.put("godo.entrance.small-body-within", "1200ms");
        settings.put("godo.entrance.oldest-client", "2.4.0");
        settings.put("godo.entrance.trusted-proxies", "127.0.6.0/24,10.0.0.0/8,fd00::/8");
        return settings;
    }

    @Override
    public void stop() {
        if (vertx == null) {
            return; // another resource did not start
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private int listening(String service) {
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setWebSocketSubProtocols(List.of("godo.v1")))
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(closed -> connections.decrementAndGet());
                })
                .requestHandler(request -> answer(service, request))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return server.actualPort();
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(text -> socket.writeTextMessage(socket.subProtocol() + " " + text));
    }

    private static void upgrade(HttpServerRequest request) {
        switch (String.valueOf(request.query())) {
            case "refused" ->
                request.response()
                        .setStatusCode(403)
                        .putHeader("X-Heard-From", request.getHeader("X-Forwarded-For"))
                        .putHeader("X-Heard-Of", request.getHeader("Host"))
                        .end("no");
            case "refused-at-length" -> request.response().setStatusCode(403).end("x".repeat(1_000_000));
            case "closed" -> request.toWebSocket().onSuccess(socket -> socket.close((short) 4401, "over"));
            case "cut" ->
                request.toNetSocket().onSuccess(socket -> {
                    request.connection().close();
                });
            case "never" -> {}
            default -> request.toWebSocket().onSuccess(EchoServices::echo);
        }
    }

    private void answer(String service, HttpServerRequest request) {
        request.response().exceptionHandler(gone -> broken.incrementAndGet());
        if ("websocket".equals(request.getHeader("Upgrade"))) {
            upgrade(request);
            return;
        }
        if (service.equals(request.getHeader("X-Is-Away"))) {
            beAway(request);
            return;
        }
        var path = request.path();
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "slow" -> vertx.setTimer(3_000, late -> request.response().end("late"));
            case "trending" -> list(request, "public, max-age=60");
            case "stand-in" -> list(request, "private, no-store");
            case "stalls" -> request.response().setChunked(true).write("half an ans");
            case "sse" -> events(request);
            case "first-bytes" ->
                request.handler(part -> {
                    if (!request.response().headWritten()) {
                        request.response().setChunked(true).write("got " + part.length());
                        request.endHandler(all -> request.response().end(" and the rest"));
                    }
                });
            case "length" -> request.bodyHandler(all -> request.response().end(Integer.toString(all.length())));
            case "status" ->
                request.response()
                        .setStatusCode(Integer.parseInt(request.getParam("code")))
                        .putHeader("ETag", "\"7\"")
                        .end();
            case "boastful" ->
                request.response()
                        .putHeader("Server", "Boast/1.0")
                        .putHeader("X-Powered-By", "Boast")
                        .putHeader("Connection", "X-Between-Us")
                        .putHeader("X-Between-Us", "secret")
                        .end("{}");
            case "hangs-up" -> hangUp(request);
            case "hangs-up-once" -> {
                if (heard.add(request.getHeader("X-Request-Id"))) {
                    hangUp(request);
                } else {
                    request.response().end("at last");
                }
            }
            case "sulks" -> {
                if (System.currentTimeMillis() < Long.parseLong(request.getParam("until"))) {
                    hangUp(request);
                } else {
                    request.response().end("well again");
                }
            }
            case "hung-up" -> request.response().end(Integer.toString(hungUp.get()));
            case "large" -> large(request);
            case "public" ->
                request.response()
                        .putHeader("Cache-Control", "public, max-age=60")
                        .putHeader("Access-Control-Allow-Origin", "*")
                        .end("{}");
            case "breaks-off" -> {
                request.response().setChunked(true).write("half an ans");
                vertx.setTimer(100, later -> request.connection().close());
            }
            case "long" -> request.response().setChunked(true).write(LONG);
            case "connections" -> request.response().end(Integer.toString(connections.get()));
            case "broken" -> request.response().end(Integer.toString(broken.get()));
            default -> request.bodyHandler(body -> echo(service, request, body));
        }
    }

    /** As the request wishes: with a status, too late, or without a word. */
    private void beAway(HttpServerRequest request) {
        var how = request.getHeader("X-And-Says");
        if (how == null) {
            hangUp(request);
        } else if (how.equals("nothing")) {
            vertx.setTimer(3_000, late -> request.response().end("late"));
        } else {
            request.response().setStatusCode(Integer.parseInt(how)).end("{}");
        }
    }

    /** So many Events as are asked for, three at most, and by whom; a hundred are too many for it. */
    private static void list(HttpServerRequest request, String cacheControl) {
        if ("100".equals(request.getParam("limit"))) {
            request.response().setStatusCode(503).end("{}");
            return;
        }
        var items = new JsonArray();
        for (var i = 0; i < Math.min(3, Integer.parseInt(request.getParam("limit", "3"))); i++) {
            items.add(new JsonObject()
                    .put("id", "event-" + i)
                    .put("asked_by", request.getHeader("Authorization"))
                    .put("asked_for", request.path())
                    .put("price_min", null));
        }
        request.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", cacheControl)
                .end(new JsonObject()
                        .put("items", items)
                        .put("next_cursor", null)
                        .put("has_more", false)
                        .encode());
    }

    private void hangUp(HttpServerRequest request) {
        hungUp.incrementAndGet();
        request.connection().close();
    }

    /** Ten thousand letters of JSON, in one piece or in chunks. */
    private static void large(HttpServerRequest request) {
        var tag = request.getParam("tag", "\"7\"");
        var response = request.response().putHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", "application/json").setChunked("chunks".equals(request.getParam("in")));
        var half = "x".repeat(4_999);
        if (response.isChunked()) {
            response.write("\"" + half);
            response.end(half + "\"");
        } else {
            response.end("\"" + half + half + "\"");
        }
    }

    private void events(HttpServerRequest request) {
        var response = request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        var last = request.getHeader("Last-Event-ID");
        response.write((last == null ? "" : "id: " + last + "\n") + "data: first\n\n");
        vertx.setTimer(1_500, later -> response.end("data: last\n\n"));
    }

    private static void echo(String service, HttpServerRequest request, Buffer body) {
        var headers = new JsonObject();
        request.headers()
                .names()
                .forEach(name -> headers.put(
                        name.toLowerCase(), new JsonArray(request.headers().getAll(name))));
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("service", service)
                        .put("method", request.method().name())
                        .put("uri", request.uri())
                        .put("headers", headers)
                        .put("body", body.toString())
                        .encode());
    }
}
