package app.godo.reco.training;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** When a model is trained, and what it takes to serve. */
@ConfigMapping(prefix = "godo.training")
interface TrainingConfig {

    /** How long after one training the next begins by itself. */
    @WithDefault("24h")
    Duration every();

    /** Swipes that are older teach nothing. */
    @WithDefault("400d")
    Duration swipesOf();

    /** With fewer swipes nothing is learned. */
    @WithDefault("1000")
    int leastSwipes();

    /** Of the swipes since what serves was learned as many have to judge: with fewer nothing is found out. */
    @WithDefault("200")
    int leastHeldOut();

    /** The share of swipes that judge, the latest ones. */
    @WithDefault("0.2")
    double heldOut();

    /** What ranks likes and dislikes worse does not serve. */
    @WithDefault("0.7")
    double leastAuc();

    /** How many models are kept beside the one that serves. */
    @WithDefault("20")
    int kept();
}
