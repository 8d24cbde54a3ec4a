package app.godo.users.secrets;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.HashSet;
import java.util.stream.IntStream;

class OpaqueTokenTest {

    @Test
    @DisplayName("A-12 ten thousand tokens share nothing but the word before them, and every bit of them varies")
    void tokens_share_nothing_but_their_kind() {
        var all = new HashSet<String>();
        var heads = new HashSet<String>();
        var ones = new int[256];
        for (var i = 0; i < 10_000; i++) {
            var text = OpaqueToken.of("gr1").text();
            assertThat(text.substring(0, 4), is("gr1_"));
            all.add(text);
            heads.add(text.substring(4, 12));
            count(Base64.getUrlDecoder().decode(text.substring(4)), ones);
        }

        assertThat(all, hasSize(10_000));
        assertThat(heads, hasSize(10_000));
        // 5,000 expected; 300 away is six standard deviations
        assertThat(IntStream.of(ones).allMatch(count -> Math.abs(count - 5_000) < 300), is(true));
    }

    @Test
    void a_token_does_not_print_itself() {
        assertThat(OpaqueToken.of("gr1").toString(), is("OpaqueToken"));
    }

    private static void count(byte[] bits, int[] ones) {
        assertThat(bits.length, is(32));
        for (var bit = 0; bit < 256; bit++) {
            ones[bit] += bits[bit / 8] >> bit % 8 & 1;
        }
    }
}
