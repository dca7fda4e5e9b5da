package io.traindeck.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedCommandTest {
    private static final List<String> COMMANDS = List.of("pause", "park", "stop", "goto", "theme", "help", "quit");

    @ParameterizedTest
    @CsvSource({
        "q, quit",
        "q!, quit",
        "quit!, quit",
        "qui, quit",
        "h, help",
        "g, goto",
        "pau, pause",
        "theme, theme",
        "p, p", // pause or park
        "x, x"
    })
    void theBeginningOfOneCommandAloneMeansIt(String typed, String meant) {
        assertThat(TypedCommand.of(typed + " 7").among(COMMANDS)).isEqualTo(new TypedCommand(meant, "7"));
    }

    @Test
    void aWholeWordIsItselfThoughAnotherBeginsWithIt() {
        List<String> both = List.of("set", "settings");
        assertThat(TypedCommand.of("set").among(both).word()).isEqualTo("set");
        assertThat(TypedCommand.possible("se", both)).containsExactly("set", "settings");
    }

    @Test
    void nothingTypedIsNoCommand() {
        assertThat(TypedCommand.of("").among(COMMANDS).word()).isEmpty();
    }
}
