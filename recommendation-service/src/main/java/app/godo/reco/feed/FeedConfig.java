package app.godo.reco.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How decks are dealt and kept. */
@ConfigMapping(prefix = "godo.feed")
interface FeedConfig {

    /** The most Events in a deck. */
    @WithDefault("200")
    int deckSize();

    /** How long a deck can be paged through. */
    @WithDefault("15m")
    Duration deckLifetime();

    /** How long the same deck is dealt again while nothing has changed for its person. */
    @WithDefault("60s")
    Duration sameDeckFor();

    /** How far {@code near=lat,lon} reaches. */
    @WithDefault("5")
    double nearKilometres();
}
