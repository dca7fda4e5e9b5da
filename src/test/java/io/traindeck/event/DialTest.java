package io.traindeck.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DialTest {
    @Test
    void givesTheWordsThatGiveItAValueOnTheCommandLine() {
        assertThat(Dial.MAX_LR.option("0.001")).isEqualTo("--max-lr 0.001");
        assertThat(Dial.EPOCHS.option("N")).isEqualTo("--epochs N");
        assertThat(Dial.AUGMENT.option("true")).isEqualTo("--augment");
        assertThat(Dial.AUGMENT.option("off")).isEqualTo("--no-augment");
    }
}
