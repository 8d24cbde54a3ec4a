package app.godo.wire.time;

import io.quarkus.arc.DefaultBean;

import java.time.Clock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one clock: injected wherever a moment matters, so that a test can move it. */
class Time {

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
