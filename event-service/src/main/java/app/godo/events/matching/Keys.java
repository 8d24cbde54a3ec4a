package app.godo.events.matching;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What brings a Listing near others, as numbers that can be kept beside it: whatever {@link Blocking} compares has one of them in
 * common. Two Listings may share a number by chance; they are only looked at in vain.
 *
 * @param days on which it may be said to begin
 * @param kept beside the Listing
 * @param sought in what is kept beside others
 */
public record Keys(Set<LocalDate> days, Set<Integer> kept, Set<Integer> sought) {

    private static final String ANYWHERE = "";
    private static final String NO_PLACE = "?";

    /** With the clock of its Source as it is and set right, for others may have been kept before it was known to be wrong. */
    public static Keys of(Traits traits, Background background) {
        var when = traits.when();
        var days = new TreeSet<>(Blocking.days(when.start(), when.timed()));
        days.addAll(Blocking.days(when.start().plus(background.clockOf(traits)), when.timed()));
        var places = Blocking.places(traits, Set.of());
        var kept = new TreeSet<Integer>();
        var sought = new TreeSet<Integer>();
        for (var date : days) {
            var day = date.toEpochDay();
            for (var word : traits.title()) {
                for (var place : places) {
                    kept.add(Objects.hash(day, word, place));
                    sought.add(Objects.hash(day, word, place));
                }
                kept.add(Objects.hash(day, word, traits.namesVenue() ? ANYWHERE : NO_PLACE));
                sought.add(Objects.hash(day, word, NO_PLACE));
                if (!traits.namesVenue()) {
                    sought.add(Objects.hash(day, word, ANYWHERE));
                }
            }
            for (var page : traits.links()) {
                kept.add(Objects.hash(day, page));
                sought.add(Objects.hash(day, page));
            }
        }
        return new Keys(days, kept, sought);
    }
}
