package app.godo.notifications.telling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** When people are told. */
@ConfigMapping(prefix = "godo.telling")
interface TellingConfig {

    /** How long the changes of an Event are gathered, from the first of them on, before its people are told of all as one. */
    @WithDefault("2m")
    Duration settling();

    /** How long after its time a reminder is still sent, when nobody was there to send it. */
    @WithDefault("30m")
    Duration latestReminder();

    /** How often it is looked what is due to be reminded of. */
    @WithDefault("20s")
    Duration remindersEvery();
}
