package app.godo.ingestion.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "https://example.org/a?b=c#d, https://example.org/a?b=c#d",
                "HTTPS://example.org/, https://example.org/",
                "' https://example.org/ ', https://example.org/",
                "http://www.nycgovparks.org/x, https://www.nycgovparks.org/x",
                "http://nycgovparks.org/x, https://nycgovparks.org/x",
                "HTTP://example.org/x, https://example.org/x",
                "http://user@example.org/x, none",
                "https://nycgovparks.org@evil.example/x, none",
                "ftp://nycgovparks.org/x, none",
                "https:example.org, none",
                "https://exa mple.org/, none",
                "/events/1, none",
                "none, none"
            })
    void only_what_may_be_shown_is_left(String listed, String shown) {
        assertEquals(shown, WebAddress.https(listed));
    }

    @Test
    void an_address_longer_than_the_catalogue_holds_is_not_shown() {
        assertEquals(null, WebAddress.https("https://example.org/" + "x".repeat(2048)));
    }
}
