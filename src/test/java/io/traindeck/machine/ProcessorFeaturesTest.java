package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorFeaturesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "flags\t\t: fpu avx2 avx512f avx512_bf16",
                "flags\t\t: fpu amx_bf16 amx_tile",
                "Features\t: fp asimd i8mm bf16 dgh"
            })
    void instructionsForBfloat16AreFound(String line) {
        assertThat(ProcessorFeatures.parse("processor\t: 0\n" + line + "\n").lacksBfloat16())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flags\t\t: fpu sse2 avx2 avx512f", "Features\t: fp asimd asimdhp"})
    void processorsWithoutThemAreKnown(String line) {
        assertThat(ProcessorFeatures.parse("processor\t: 0\n" + line + "\n").lacksBfloat16())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "processor\t: 0\nBogoMIPS\t: 50.00\n", "flags\t\t:\n", "flags"})
    void ofAProcessorThatSaysNothingNothingIsSaid(String text) {
        assertThat(ProcessorFeatures.parse(text).lacksBfloat16()).isFalse();
    }

    @Test
    void aWordThatOnlyContainsTheNameIsAnother() {
        assertThat(ProcessorFeatures.parse("Features : svebf16").lacksBfloat16())
                .isTrue();
    }
}
