package app.godo.users.passwords;

import app.godo.users.person.Faults;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jakarta.inject.Singleton;

/**
 * What may be a password: long enough, not on everybody's list, and more than the names of its owner and of this place. There is
 * no other rule of composition.
 */
@Singleton
public class PasswordRules {

    private static final String GODO = "godo";

    /** What is shorter says nothing about a person. */
    private static final int SHORTEST_NAME = 3;

    /** What must be left of a password without the names in it. */
    private static final int LEAST_OF_ITS_OWN = 8;

    private static final Pattern BETWEEN_NAMES = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final PasswordConfig config;
    private final KnownPasswords known;

    PasswordRules(PasswordConfig config, KnownPasswords known) {
        this.config = config;
        this.known = known;
    }

    /**
     * Notes what is wrong with a password.
     *
     * @param pointer the field it came in
     * @param fullName null for none
     */
    public void check(String password, String pointer, String email, String fullName, Faults faults) {
        var length = password.codePointCount(0, password.length());
        faults.when(
                        length < config.minimumLength(),
                        pointer,
                        "too-short",
                        "A password has at least %d characters.".formatted(config.minimumLength()))
                .when(
                        length > config.maximumLength(),
                        pointer,
                        "too-long",
                        "A password has at most %d characters.".formatted(config.maximumLength()));
        if (length >= config.minimumLength() && length <= config.maximumLength()) {
            faults.when(
                            known.contains(password),
                            pointer,
                            "known-password",
                            "Everybody who guesses passwords tries this one early.")
                    .when(
                            isPersonal(password, email, fullName),
                            pointer,
                            "personal-password",
                            "This is little more than a name that others know.");
        }
    }

    private static boolean isPersonal(String password, String email, String fullName) {
        var left = password.strip().toLowerCase(Locale.ROOT);
        for (var name : names(email, fullName)) {
            left = left.replace(name, "");
        }
        return left.length() < LEAST_OF_ITS_OWN
                && left.length() < password.strip().length();
    }

    /** The mailbox and the name, whole before their parts. */
    private static List<String> names(String email, String fullName) {
        var mailbox = email.substring(0, Math.max(0, email.indexOf('@'))).toLowerCase(Locale.ROOT);
        var name = Objects.toString(fullName, "").strip().toLowerCase(Locale.ROOT);
        return Stream.concat(
                        Stream.of(mailbox, name, GODO),
                        Stream.of(mailbox, name).flatMap(whole -> Arrays.stream(BETWEEN_NAMES.split(whole))))
                .filter(part -> part.length() >= SHORTEST_NAME)
                .distinct()
                .toList();
    }
}
