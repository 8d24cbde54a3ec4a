package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.Map;

/** When two spellings are one mailbox, which no locale has a say in. */
class MailboxesTest {

    private static final String JOIN = "insert into users.users (id, email) values (gen_random_uuid(), '%s')";

    @Test
    @DisplayName("D4: in a database of Turkish rules, too, a mailbox has one account")
    void in_turkish_a_mailbox_has_one_account() throws SQLException {
        var turkish =
                Postgres.empty(" template template0 encoding 'UTF8' locale 'C' locale_provider icu icu_locale 'tr'");
        turkish.migrate(Map.of());
        try (var db = turkish.begin()) {
            assertEquals("\u0131", db.text("select lower('I')"));
            db.run(JOIN.formatted("info@x.com"));

            assertEquals("23505", db.attempt(JOIN.formatted("INFO@X.COM")));

            assertEquals(
                    1, db.number("select count(*) from users.users where email_key = users.mailbox('Info@x.com')"));
        }
    }

    @ParameterizedTest
    @DisplayName("D4: a letter that looks like another one is another mailbox's")
    @CsvSource({"\u212Aim@x.com, kim@x.com", "\u0130nfo@x.com, info@x.com", "\u0131nfo@x.com, info@x.com"})
    void letters_that_look_alike_are_two_mailboxes(String one, String other) throws SQLException {
        try (var db = Postgres.shared().begin()) {
            db.run(JOIN.formatted(one));

            assertEquals("1", db.attempt(JOIN.formatted(other)));
        }
    }
}
