package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.terminal.GlyphSet;
import io.traindeck.testing.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

class OptionsBeforeTheCommandTest {
    @Command(name = "traindeck")
    private static final class All {
        @Mixin
        private ScreenOptions options;
    }

    @Command(name = "show")
    private static final class Show {
        @Mixin
        private ScreenOptions options;
    }

    private static final class Several {
        @Mixin
        private ScreenOptions options;
    }

    @Command(name = "train")
    private static final class Train {
        @Mixin
        private Several options;
    }

    private static ScreenOptions parsed(String... arguments) {
        Show show = new Show();
        new CommandLine(new All()).addSubcommand(show).parseArgs(arguments);
        return show.options;
    }

    @Test
    void holdForTheCommand() {
        ScreenOptions options = parsed("--ascii", "--theme", "light", "show");
        assertThat(options.theme()).hasValue("light");
        assertThat(options.features().glyphs()).isEqualTo(GlyphSet.ASCII);
    }

    @Test
    void holdForACommandThatSharesSeveralOptionsWithOthers() {
        Train train = new Train();
        new CommandLine(new All()).addSubcommand(train).parseArgs("--theme", "light", "train");
        assertThat(train.options.options.theme()).hasValue("light");
    }

    @Test
    void giveWayToThoseAfterIt() {
        assertThat(parsed("--theme", "light", "show", "--theme", "dark").theme())
                .hasValue("dark");
        assertThat(parsed("show", "--theme", "dark").theme()).hasValue("dark");
        assertThat(parsed("show").theme()).isEmpty();
        assertThat(new ScreenOptions().theme()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "--theme nope runs, --theme does nothing for runs; leave it out",
        "--ascii send a stop, --ascii does nothing for send; leave it out",
        "--theme=dark evaluate a, --theme does nothing for evaluate; leave it out"
    })
    void areRefusedWhereTheyDoNothing(String arguments, String fault) {
        Invocation.of(arguments.split(" ")).assertFails(2, fault);
    }

    /** A word may begin with @, and picocli would read more words from a file of that name. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "sweep --vary n=1,2"})
    void leaveTheWordsOfAProgramAsTheyAre(String command, @TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("config"), "other words\n");
        String[] arguments = ("--theme dark " + command + " -- echo @" + file).split(" ");
        assertThat(Main.commandLineFor(arguments).parseArgs(arguments).expandedArgs())
                .endsWith("--", "echo", "@" + file);
    }

    /** Where one of them is not known, its value is taken for the command. */
    @Test
    void thatTakeAValueAreKnownHereAndToTheLauncher() throws Exception {
        assertThat(Main.commandLine().getCommandSpec().options().stream()
                        .filter(option -> option.arity().max() > 0)
                        .map(OptionSpec::longestName))
                .containsExactlyInAnyOrderElementsOf(Commands.WITH_VALUE);
        assertThat(Path.of("traindeck"))
                .content()
                .contains("case $previous in " + String.join(" | ", Commands.WITH_VALUE) + ") previous=");
    }
}
