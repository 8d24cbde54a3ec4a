package app.godo.notifications.realtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** What a socket may do, and for how long. */
@ConfigMapping(prefix = "godo.realtime")
interface RealtimeConfig {

    /** Frames kept for each person. */
    @WithDefault("1000")
    int history();

    /** How long a history outlives its last frame. */
    @WithDefault("7d")
    Duration historyAge();

    /** Within which the token must have come, when it did not come with the handshake. */
    @WithDefault("5s")
    Duration signIn();

    /**
     * How long frames wait for the app to say where it wants to go on, before they go out from where it came in. Short, because an
     * app that never says it waits as long for the first of them; who says it later still gets nothing twice.
     */
    @WithDefault("500ms")
    Duration hold();

    /** Within which Redis must have answered. */
    @WithDefault("2s")
    Duration redisPatience();

    /** Within which a frame must have been taken. */
    @WithDefault("10s")
    Duration patience();

    /** After which a socket that has not even answered a ping is closed. */
    @WithDefault("75s")
    Duration silence();

    /** Frames an app may send within ten seconds. */
    @WithDefault("60")
    int framesPerTenSeconds();

    /** Open sockets of one person at one replica; one more closes the oldest. */
    @WithDefault("10")
    int socketsPerPerson();
}
