package app.godo.users.passwords;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Locale;

class KnownPasswordsTest {

    private final KnownPasswords known = new KnownPasswords();

    @Test
    @DisplayName("A-26 the list in the jar has thousands of entries that are long enough to be tried")
    void the_list_is_long() {
        var longEnough = known.all().stream()
                .filter(password -> password.strip().length() >= 12)
                .count();

        assertThat(longEnough, is(greaterThanOrEqualTo(3000L)));
    }

    @Test
    void an_entry_is_found_however_it_is_written() {
        assertThat(known.contains(" QwertyQwerty "), is(true));
        assertThat(known.contains("qwerty qwerty"), is(false));
    }

    @Test
    void every_entry_can_be_found() {
        var lost = known.all().stream()
                .filter(password -> !password.equals(password.strip().toLowerCase(Locale.ROOT)))
                .toList();

        assertThat(lost.isEmpty(), is(true));
    }
}
