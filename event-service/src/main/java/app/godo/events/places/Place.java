package app.godo.events.places;

/**
 * What is known of a point.
 *
 * @param neighborhood a name of the city's list, null outside the city
 * @param borough {@code Manhattan|Brooklyn|Queens|Bronx|Staten Island}, null outside the city
 * @param transitScore 1 (no train within a walk) to 10, null when the point itself is unknown
 */
public record Place(String neighborhood, String borough, Integer transitScore) {

    /** Nothing is known of no point; a score of 1 would be a claim. */
    static final Place UNKNOWN = new Place(null, null, null);
}
