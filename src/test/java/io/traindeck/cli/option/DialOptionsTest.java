package io.traindeck.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.cli.Main;
import io.traindeck.event.Dial;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.OverwrittenOptionException;

/** A new run takes the dials that a running one lets turn, and says the same of them. */
class DialOptionsTest {
    @Test
    void everyDialThatTurnsIsAnOptionOfANewRunWithTheSameWords() {
        for (Dial dial : Dial.values()) {
            Optional<String> words = Stream.of(DialOptions.class, TrainOptions.class)
                    .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                    .map(DialOptionsTest::option)
                    .flatMap(Optional::stream)
                    .filter(option -> List.of(option.names()).contains(dial.option()))
                    .map(option -> String.join(" ", option.description()))
                    .findFirst();
            assertThat(words).as(dial.option()).hasValue(dial.help());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"--epochs 3 (N)", "--widths 4,8 (N)"})
    void noDialIsGivenTwice(String option, String value, String label) {
        CommandLine traindeck = Main.commandLine();
        traindeck.parseArgs("train", option, value);
        traindeck.parseArgs("train", option, value);
        assertThatThrownBy(() -> traindeck.parseArgs("train", option, value, option + "=" + value))
                .isInstanceOf(OverwrittenOptionException.class)
                .hasMessage("option '" + option + "' " + label + " should be specified only once");
    }

    private static Optional<Option> option(Field field) {
        return Optional.ofNullable(field.getAnnotation(Option.class));
    }
}
