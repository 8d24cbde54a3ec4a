package app.godo.users.passwords;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import app.godo.wire.problem.Refusal;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class PasswordsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Passwords passwords = new Passwords(new OneAtATime(), vertx);

    @AfterEach
    void stop() {
        passwords.stop();
        vertx.close();
    }

    @Test
    @DisplayName("D-08 when the queue is full the next one is told to come back")
    void a_full_queue_refuses() throws InterruptedException {
        var hashes = Collections.synchronizedList(new ArrayList<String>());
        var refusals = Collections.synchronizedList(new ArrayList<Throwable>());
        var done = new CountDownLatch(5);
        for (var i = 0; i < 5; i++) {
            passwords
                    .hash("a long password")
                    .onTermination()
                    .invoke(done::countDown)
                    .subscribe()
                    .with(hashes::add, refusals::add);
        }
        assertThat(done.await(20, TimeUnit.SECONDS), is(true));

        // one is worked on, one waits
        assertThat(hashes, hasSize(2));
        assertThat(refusals, hasSize(3));
        assertThat(refusals.getFirst(), instanceOf(Refusal.class));
        var busy = (Refusal) refusals.getFirst();
        assertThat(busy.kind().status, is(503));
        assertThat(busy.code(), is("busy"));
        assertThat(busy.retryAfter(), is(Duration.ofSeconds(1)));
    }

    @Test
    @DisplayName("D-12 the work is done elsewhere, and its answer comes back to the event loop that asked")
    void the_answer_comes_back_to_who_asked() throws Exception {
        var thread = new CompletableFuture<String>();
        var asked = new CompletableFuture<String>();
        vertx.getOrCreateContext().runOnContext(nothing -> {
            asked.complete(Thread.currentThread().getName());
            passwords
                    .check("a long password", null)
                    .subscribe()
                    .with(check -> thread.complete(Thread.currentThread().getName()), thread::completeExceptionally);
        });

        assertThat(thread.get(20, TimeUnit.SECONDS), is(asked.get()));
    }

    private record OneAtATime() implements PasswordConfig {
        @Override
        public int minimumLength() {
            return 12;
        }

        @Override
        public int maximumLength() {
            return 1024;
        }

        @Override
        public int memory() {
            return 65_536;
        }

        @Override
        public int iterations() {
            return 3;
        }

        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public int queue() {
            return 1;
        }
    }
}
