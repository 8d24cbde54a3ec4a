package app.godo.wire.events;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;

/** What an Event is about: the governed taxonomy that events, tastes and filters share. */
public enum Category {
    @JsonProperty("music")
    MUSIC,
    @JsonProperty("theatre")
    THEATRE,
    @JsonProperty("dance")
    DANCE,
    @JsonProperty("film")
    FILM,
    @JsonProperty("comedy")
    COMEDY,
    @JsonProperty("visual_arts")
    VISUAL_ARTS,
    @JsonProperty("literature")
    LITERATURE,
    @JsonProperty("talks")
    TALKS,
    @JsonProperty("food_drink")
    FOOD_DRINK,
    @JsonProperty("nightlife")
    NIGHTLIFE,
    @JsonProperty("sports")
    SPORTS,
    @JsonProperty("fitness")
    FITNESS,
    @JsonProperty("outdoors")
    OUTDOORS,
    @JsonProperty("nature")
    NATURE,
    @JsonProperty("family")
    FAMILY,
    @JsonProperty("community")
    COMMUNITY,
    @JsonProperty("volunteering")
    VOLUNTEERING,
    @JsonProperty("markets")
    MARKETS,
    @JsonProperty("festivals")
    FESTIVALS,
    @JsonProperty("education")
    EDUCATION,
    @JsonProperty("tech")
    TECH,
    @JsonProperty("wellness")
    WELLNESS,
    @JsonProperty("tours")
    TOURS,
    @JsonProperty("other")
    OTHER;

    /** The word on the wire and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The Category of a word from the database. */
    public static Category of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
