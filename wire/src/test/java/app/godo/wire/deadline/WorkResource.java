package app.godo.wire.deadline;

import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Work that takes five seconds, for the tests of what becomes of it. */
@Path("/work")
public class WorkResource {

    static final AtomicInteger BEGUN = new AtomicInteger();
    static final AtomicInteger CANCELLED = new AtomicInteger();

    @GET
    public Uni<Integer> work() {
        BEGUN.incrementAndGet();
        return Uni.createFrom()
                .item(1)
                .onItem()
                .delayIt()
                .by(Duration.ofSeconds(5))
                .onCancellation()
                .invoke(CANCELLED::incrementAndGet);
    }

    @GET
    @Path("/counts")
    public String counts() {
        return BEGUN + " begun, " + CANCELLED + " cancelled";
    }

    @GET
    @Path("/quick")
    public Uni<Integer> quick() {
        return Uni.createFrom().item(1);
    }
}
