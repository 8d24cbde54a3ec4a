package app.godo.journeys;

import static app.godo.journeys.Secrets.Kind.MAIL_ADDRESS;
import static app.godo.journeys.Secrets.Kind.PHONE_NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.journeys.Secrets.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Set;

/** What the other journeys left behind of what is for nobody's eyes but its owner's. */
@Order(10)
class NoSecretIsLeftBehindTest {

    /** Letters are sent to it, and who signs in is found by it. */
    private static final Map<String, Set<String>> KEPT = Map.of(
            "users.users.email", Set.of(MAIL_ADDRESS.name()), "users.users.email_key", Set.of(MAIL_ADDRESS.name()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a text to +12125550142.",
                "\\x002b3132313235353530313432",
                "{\"number\":\"KzEyMTI1NTUwMTQy\"}",
                "a body eyJ0byI6IisxMjEyNTU1MDE0MiJ9",
                "a line c2VuZCB0byArMTIxMjU1NTAxNDIsIGF0IG9uY2U=",
                "\\x7bca2e64beddd833b6248d26a4ad681b884cd8c106d47159ffb2d76681025dbf",
                "phone:-a9TrEdL4c70yfG_W36gLROr26U",
                "MD5 D2B7EF319348FB1E862E0523753D6C9A",
            })
    void a_phone_number_is_recognised_whatever_was_made_of_it(String text) {
        assertEquals(1, withHashes(new Needles(), "+12125550142").in(text).size());
        // the last bits of a number may share a character of base64 with what follows, and are not looked at there
        assertEquals(Set.of(), withHashes(new Needles(), "+12125559142").in(text));
    }

    @Test
    @DisplayName(
            "A-13, A-43, C-01, C-02: of no secret that a journey used, nor of a plain hash of a phone number, is there a"
                    + " trace in any table, key, record or log")
    void no_secret_is_anywhere() throws Exception {
        var secrets = Secrets.all();
        assertEquals(Set.of(Kind.values()), Set.copyOf(secrets.values()), "some of each were used");
        var needles = new Needles();
        secrets.forEach((secret, kind) -> needles.add(kind.name(), secret));
        secrets.forEach((secret, kind) -> {
            if (kind == PHONE_NUMBER) {
                withHashes(needles, secret);
            }
        });

        assertEquals(KEPT, Everything.search(City.fleet(), needles));
    }

    /** With and without what people leave out. */
    private static Needles withHashes(Needles needles, String number) {
        for (var written : Set.of(number, number.substring(1), number.substring(2))) {
            needles.add(PHONE_NUMBER.name(), written).addHashes(PHONE_NUMBER.name(), written);
        }
        return needles;
    }
}
