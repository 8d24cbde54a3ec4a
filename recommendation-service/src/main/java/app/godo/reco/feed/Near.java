package app.godo.reco.feed;

import app.godo.wire.events.EventView;
import app.godo.wire.problem.InvalidField;

/** A part of the city. */
sealed interface Near {

    /** As a neighbourhood's name. */
    int LONGEST = 100;

    boolean reaches(EventView event);

    /** A neighbourhood or borough by name. */
    record Named(String place) implements Near {
        @Override
        public boolean reaches(EventView event) {
            return place.equalsIgnoreCase(event.neighborhood()) || place.equalsIgnoreCase(event.borough());
        }
    }

    /** A circle. */
    record Around(double latitude, double longitude, double kilometres) implements Near {

        private static final double KILOMETRES_A_DEGREE = 111.2;

        /** On the plane: over a city the error is a few metres. */
        @Override
        public boolean reaches(EventView event) {
            if (event.latitude() == null) {
                return false;
            }
            var north = (event.latitude() - latitude) * KILOMETRES_A_DEGREE;
            var east = (event.longitude() - longitude) * KILOMETRES_A_DEGREE * Math.cos(Math.toRadians(latitude));
            return Math.hypot(north, east) <= kilometres;
        }
    }

    /** From {@code lat,lon} or a name. */
    static Near of(String text, double kilometres) {
        if (text.length() > LONGEST) {
            throw new InvalidField("?near", "too-long", "A place has at most %d characters.".formatted(LONGEST));
        }
        var comma = text.indexOf(',');
        if (comma < 0) {
            return new Named(text.strip());
        }
        try {
            var latitude = Double.parseDouble(text.substring(0, comma));
            var longitude = Double.parseDouble(text.substring(comma + 1));
            if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
                return new Around(latitude, longitude, kilometres);
            }
        } catch (NumberFormatException noNumber) {
            // refused below, like a point that is nowhere
        }
        throw new InvalidField("?near", "not-a-place", "Give latitude,longitude in degrees, or the name of a place.");
    }
}
