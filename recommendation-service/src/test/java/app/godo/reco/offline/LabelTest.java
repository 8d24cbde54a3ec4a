package app.godo.reco.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelTest {

    @Test
    void a_yes_is_above_nothing_above_a_number_or_at_least_one() {
        assertThat(Label.of("yes").yes(1)).isTrue();
        assertThat(Label.of("yes").yes(0)).isFalse();
        assertThat(Label.of("rating>0").yes(0)).isFalse();
        assertThat(Label.of("rating>0").yes(0.01)).isTrue();
        assertThat(Label.of("rating>=4").yes(4)).isTrue();
        assertThat(Label.of("rating>=4").yes(3.99)).isFalse();
        assertThat(Label.of("rating>=4").column()).isEqualTo("rating");
    }
}
