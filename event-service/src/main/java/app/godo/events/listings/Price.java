package app.godo.events.listings;

import app.godo.wire.facts.ListingFact;

/**
 * What it costs in minor units, as far as a Source can be believed. Zero is what many Sources write for what they do not know,
 * so nothing is free without a positive sign.
 *
 * @param min null when the price is unknown, and then {@code max} is too
 */
record Price(Integer min, Integer max) {

    private static final Price UNKNOWN = new Price(null, null);

    static Price of(ListingFact.Listing told) {
        if (told.free()) {
            return new Price(0, 0);
        }
        var min = told.priceMin() == null ? told.priceMax() : told.priceMin();
        var max = told.priceMax();
        if (!told.priceKnown() || min == null || min < 0 || (min == 0 && (max == null || max <= 0))) {
            return UNKNOWN;
        }
        return max == null || max >= min ? new Price(min, max) : new Price(min, null);
    }
}
