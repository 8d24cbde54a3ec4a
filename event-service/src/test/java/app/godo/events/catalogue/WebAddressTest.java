package app.godo.events.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @DisplayName("A-40: only https addresses of a host are shown")
    @ValueSource(
            strings = {
                "http://example.org",
                "ftp://example.org",
                "javascript:alert(1)",
                "//example.org",
                "https:///path",
                "https://user:secret@example.org",
                "https://exa mple.org",
                "HTTPS://example.org",
                ""
            })
    void what_is_no_https_address_of_a_host_is_refused(String address) {
        assertFalse(WebAddress.isSecure(address));
    }

    /** The same as ingestion-service's. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "https://example.org/a?b=c#d, https://example.org/a?b=c#d",
                "HTTPS://example.org/, https://example.org/",
                "' https://example.org/ ', https://example.org/",
                "http://www.nycgovparks.org/x, https://www.nycgovparks.org/x",
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
        assertEquals(shown, WebAddress.securedOrNull(listed));
    }

    @Test
    void what_a_source_writes_as_http_becomes_https() {
        assertEquals(
                "https://www.nycgovparks.org/events/2026/07/01/yoga",
                WebAddress.securedOrNull(" http://www.nycgovparks.org/events/2026/07/01/yoga"));
        assertTrue(WebAddress.isSecure("https://example.org/a?b=c#d"));
        assertNull(WebAddress.securedOrNull("mailto:someone@example.org"));
        assertNull(WebAddress.securedOrNull("https://example.org/" + "a".repeat(2048)));
    }
}
