package app.godo.wire.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.idempotency.Idempotency.Answer;
import app.godo.wire.idempotency.Idempotency.KeyReused;
import app.godo.wire.idempotency.Idempotency.StillRunning;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class RepeatingARequestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Idempotency idempotency;

    private final Person person = Person.joined();
    private final UUID key = UUID.randomUUID();
    private final AtomicInteger effects = new AtomicInteger();

    record Receipt(int number, String text) {}

    @Test
    @DisplayName("I-05: 100 parallel duplicates have one effect and one answer")
    void duplicates_get_the_first_one_s_answer() {
        var answers = Uni.join()
                .all(IntStream.range(0, 100).mapToObj(i -> send("a body")).toList())
                .andFailFast()
                .await()
                .atMost(PATIENCE);

        assertEquals(1, effects.get());
        assertEquals(1, answers.stream().filter(answer -> !answer.replayed()).count());
        assertEquals(1, answers.stream().map(Answer::value).distinct().count());
    }

    @Test
    @DisplayName(
            "I-05: who comes while the first request is still running waits a second, and is told when to come again")
    void a_request_that_is_still_running_is_not_waited_for_for_long() {
        var going = new CompletableFuture<Receipt>();
        var begun = new CompletableFuture<Void>();
        var first = idempotency
                .once(person.id(), "POST /things", key, "a body", Receipt.class, () -> {
                    var loop = Vertx.currentContext();
                    begun.complete(null);
                    return Uni.createFrom()
                            .completionStage(going)
                            .emitOn(resumed -> loop.runOnContext(now -> resumed.run()));
                })
                .subscribeAsCompletionStage();
        begun.join();

        var tooEarly =
                assertThrows(StillRunning.class, () -> send("a body").await().atMost(PATIENCE));

        assertEquals(Duration.ofSeconds(1), tooEarly.retryAfter());
        going.complete(new Receipt(1, "done"));
        assertFalse(first.join().replayed());
        assertTrue(send("a body").await().atMost(PATIENCE).replayed());
    }

    @Test
    @DisplayName("I-05: the same key with another body is refused")
    void a_key_belongs_to_its_request() {
        send("a body").await().atMost(PATIENCE);

        assertThrows(KeyReused.class, () -> send("another body").await().atMost(PATIENCE));
    }

    @Test
    void another_person_s_key_is_another_key() {
        send("a body").await().atMost(PATIENCE);

        var theirs = idempotency
                .once(Person.joined().id(), "POST /things", key, "another body", Receipt.class, this::effect)
                .await()
                .atMost(PATIENCE);

        assertEquals(false, theirs.replayed());
    }

    @Test
    void a_request_that_failed_may_be_tried_again() {
        var failing = idempotency.once(person.id(), "POST /things", key, "a body", Receipt.class, () -> Uni.createFrom()
                .failure(new IllegalStateException("no luck")));
        assertThrows(IllegalStateException.class, () -> failing.await().atMost(PATIENCE));

        assertEquals(
                new Receipt(1, "done"), send("a body").await().atMost(PATIENCE).value());
    }

    @Test
    void without_a_key_every_request_counts() {
        for (var i = 0; i < 2; i++) {
            idempotency
                    .once(person.id(), "POST /things", null, "a body", Receipt.class, this::effect)
                    .await()
                    .atMost(PATIENCE);
        }

        assertEquals(2, effects.get());
        assertEquals(0, Database.count("select count(*) from swipes.idempotency where caller = $1", person.id()));
    }

    private Uni<Answer<Receipt>> send(String body) {
        return idempotency.once(person.id(), "POST /things", key, body, Receipt.class, this::effect);
    }

    private Uni<Receipt> effect() {
        return Uni.createFrom().item(() -> new Receipt(effects.incrementAndGet(), "done"));
    }
}
