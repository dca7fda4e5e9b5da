package io.traindeck.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactJsonTest {
    @ParameterizedTest
    @CsvSource({
        "1,             1",
        "-0.50,         -0.50",
        "1e-3,          0.001",
        "12345678901234567890, 12345678901234567890",
        "1e999,         '\"1e999\"'",
        "0e12345678901, '\"0e12345678901\"'",
        "0x10,          '\"0x10\"'",
        "NaN,           '\"NaN\"'"
    })
    void whatIsTypedIsANumberIfItCanBeOne(String typed, String json) {
        assertThat(ExactJson.typed(typed)).hasToString(json);
    }
}
