package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.advice.AdvicePage;
import io.traindeck.cli.option.Setting;
import io.traindeck.testing.Invocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class HelpTest {
    private static String printed(String... arguments) {
        return Invocation.of(arguments).printed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"help advice", "--help advice", "advice", "advice --help"})
    void everyWarningHasItsPage(String arguments) {
        String help = printed(arguments.split(" "));
        assertThat(AdvicePage.all()).isNotEmpty().allSatisfy(page -> assertThat(help)
                .contains(page.code() + ": " + page.title(), page.text().indent(2)));
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help settings", "settings"})
    void everySettingIsExplained(String arguments) {
        String help = printed(arguments.split(" "));
        assertThat(Setting.values()).allSatisfy(setting -> assertThat(help)
                .contains("\n" + setting.key() + " = " + setting.example(), setting.twin()));
        assertThat(help).contains("config.properties");
    }

    @Test
    void helpOfASubcommandIsAskedForBeforeOrAfterItsName() {
        assertThat(printed("--help", "resume"))
                .startsWith("Usage: traindeck resume")
                .isEqualTo(printed("resume", "--help"))
                .isEqualTo(printed("help", "resume"));
        assertThat(printed("--help")).startsWith("Usage: traindeck [").contains("  advice ");
    }

    /** The program does not learn all its commands if it needs to know only one. */
    @Test
    void itIsTheSameHoweverFewCommandsTheProgramNeedsToKnow() {
        CommandLine all = Main.commandLine();
        assertThat(all.getSubcommands()).hasSizeGreaterThan(20).allSatisfy((name, command) -> {
            CommandLine alone =
                    Main.commandLineFor(name, "--help").getSubcommands().get(name);
            assertThat(alone.getUsageMessage()).isEqualTo(command.getUsageMessage());
        });
        assertThat(Main.commandLineFor("show", "x").getSubcommands()).hasSize(1);
        assertThat(Main.commandLineFor("shwo").getSubcommands()).hasSameSizeAs(all.getSubcommands());
    }

    /** {@code -Dgolden.update=true} writes the file of the help anew. */
    @Test
    void whatIsReadyIsWhatPicocliSays() throws IOException {
        CommandLine all = Main.commandLine().setUsageHelpAutoWidth(false).setUsageHelpWidth(ReadyAnswer.WIDTH);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/main/resources" + ReadyAnswer.HELP), all.getUsageMessage(Ansi.ON));
        }
        assertThat(ReadyAnswer.help(true)).isEqualTo(all.getUsageMessage(Ansi.ON));
        assertThat(ReadyAnswer.help(false)).isEqualTo(all.getUsageMessage(Ansi.OFF));
        assertThat(ReadyAnswer.to("-h")).isEqualTo(ReadyAnswer.to("--help")).isPresent();
        assertThat(ReadyAnswer.to("-V")).isEqualTo(ReadyAnswer.to("--version")).contains(printed("--version"));
        assertThat(ReadyAnswer.to("--help", "train")).isEmpty();
    }

    /** picocli breaks lines after the dot of a path too. */
    @ParameterizedTest
    @ValueSource(strings = {"", "train ", "resume ", "ablate ", "sweep ", "compare ", "watch ", "replay "})
    void aPathIsNeverTorn(String command) {
        assertThat(printed((command + "--help").split(" "))).contains("./runs)", "~/.config/traindeck/themes.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "resume",
                "send",
                "wait",
                "runs",
                "show",
                "export",
                "evaluate",
                "ablate",
                "sweep",
                "bench"
            })
    void eachValueHasAName(String command) {
        assertThat(printed(command, "--help")).doesNotContain("=<");
    }

    /** Scripts read everything that a command tells; the other commands start something or write files. */
    @ParameterizedTest
    @ValueSource(
            strings = {"send", "wait", "runs", "show", "compare", "evaluate", "ablate", "sweep", "bench", "doctor"})
    void aCommandThatTellsSomethingTellsItToProgramsToo(String command) {
        assertThat(printed(command, "--help")).contains("--json");
    }

    @Test
    void evaluateSpeaksOfNoNewRun() {
        assertThat(printed("evaluate", "--help")).doesNotContain("new run").contains("(default: the run's)");
        assertThat(printed("train", "--help")).doesNotContain("new run;").contains("(default: shapes)");
    }

    @Test
    void aFaultOfTheProgramPointsToTheDoctor() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.addSubcommand(new Faulty());
        commandLine.setErr(new PrintWriter(err));
        assertThat(commandLine.execute("faulty")).isOne();
        assertThat(err.toString().lines().findFirst()).hasValueSatisfying(line -> assertThat(line)
                .contains("traindeck doctor --json", "nothing was foreseen"));
    }

    @CommandLine.Command(name = "faulty")
    private static final class Faulty implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("nothing was foreseen");
        }
    }
}
