package app.godo.users.passwords;

import io.quarkus.runtime.Startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import jakarta.inject.Singleton;

/** Passwords that everybody tries first; {@code known-passwords.txt} says where from. */
@Singleton
@Startup
class KnownPasswords {

    private static final String LIST = "known-passwords.txt";
    private static final String COMMENT = "# ";

    private final Set<String> known;

    KnownPasswords() {
        try (var list = KnownPasswords.class.getClassLoader().getResourceAsStream(LIST)) {
            this.known = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith(COMMENT))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** However it is capitalised, and whatever space is around it. */
    boolean contains(String password) {
        return known.contains(password.strip().toLowerCase(Locale.ROOT));
    }

    Set<String> all() {
        return known;
    }
}
