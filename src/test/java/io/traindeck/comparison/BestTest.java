package io.traindeck.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BestTest {
    private static Best at(long from, long to) {
        return new Best(0.5, 1, from, to, null);
    }

    @Test
    void aStepThatIsKnownRoughlyIsTheMiddleOfThoseThatItMayBe() {
        assertThat(at(12_000, 12_000).step()).isEqualTo("12 000");
        assertThat(at(12_000, 12_200).step()).isEqualTo("~12 100");
    }

    @Test
    void theMiddleOfVeryLateStepsIsOneOfThem() {
        assertThat(at(Long.MAX_VALUE - 7, Long.MAX_VALUE).step()).isEqualTo("~9 223 372 036 854 775 803");
    }
}
