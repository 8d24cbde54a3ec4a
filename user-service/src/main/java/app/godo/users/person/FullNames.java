package app.godo.users.person;

import java.util.regex.Pattern;

/** What people are called: any writing of the world, nothing that would garble a line it stands in. */
public final class FullNames {

    private static final int LONGEST = 255;

    /** Control characters, line separators, half characters, and what turns the direction of the text around it. */
    private static final Pattern GARBLING =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]");

    /** The name without space around it, null when nothing is left. */
    public static String tidied(String name) {
        return name == null || name.isBlank() ? null : name.strip();
    }

    /** Notes a name that cannot be one; none is fine. */
    public static void check(String name, Faults faults) {
        if (name == null) {
            return;
        }
        faults.when(
                        name.codePointCount(0, name.length()) > LONGEST,
                        "/full_name",
                        "too-long",
                        "A name has at most %d characters.".formatted(LONGEST))
                .when(
                        GARBLING.matcher(name).find(),
                        "/full_name",
                        "control-character",
                        "A name has no control characters.");
    }

    private FullNames() {}
}
