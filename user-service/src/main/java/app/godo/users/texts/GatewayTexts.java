package app.godo.users.texts;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;

import java.net.URI;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Hands messages to a gateway over HTTP. */
@Singleton
@Typed(GatewayTexts.class)
class GatewayTexts implements Texts {

    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;

    private final HttpClient client;
    private final TextsConfig config;

    GatewayTexts(Vertx vertx, TextsConfig config) {
        this.client = vertx.createHttpClient();
        this.config = config;
    }

    @Override
    public Uni<Void> send(Text text) {
        return config.gateway().map(gateway -> post(gateway, text)).orElseGet(() -> Uni.createFrom()
                .failure(new TextsAway()));
    }

    private Uni<Void> post(URI gateway, Text text) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(gateway.toString())
                .setTimeout(config.timeout().toMillis())
                .putHeader("Content-Type", "application/json");
        config.secret().ifPresent(secret -> request.putHeader("Authorization", "Bearer " + secret));
        var body =
                new JsonObject().put("to", text.to()).put("text", text.words()).encode();
        return client.request(request)
                .chain(ready -> ready.send(body))
                .chain(answer -> answer.statusCode() / HUNDRED == SUCCESS
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new IllegalStateException("status " + answer.statusCode())))
                .onFailure()
                .invoke(failure -> Log.errorf("%s was not taken: %s", text, failure.getMessage()))
                .onFailure()
                .transform(failure -> new TextsAway());
    }
}
