package io.traindeck.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.cli.option.Settings.SettingsException;
import io.traindeck.testing.Document;
import io.traindeck.testing.MadeTable;
import io.traindeck.testing.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The file of settings: its meaning, and its refusal. */
class SettingsTest {
    @TempDir
    private Path home;

    private Path file() throws IOException {
        return Files.createDirectories(home.resolve("config/traindeck")).resolve("config.properties");
    }

    private Map<String, String> env() {
        return Map.of(
                "HOME",
                home.toString(),
                "XDG_CONFIG_HOME",
                home.resolve("config").toString());
    }

    private Settings settings(String text) throws IOException {
        Files.writeString(file(), text);
        return Settings.of(env());
    }

    @Test
    void nobodyNeedHaveThem() {
        Settings none = Settings.of(env());
        assertThat(none.value(Setting.THEME)).isEmpty();
        assertThat(none.runs()).isEmpty();
    }

    @Test
    void eachIsReadAndFoldersMayBeSeveral() throws IOException {
        Settings settings = settings(
                """
                # mine
                theme = light
                ascii=true

                notifications: bell
                exec = mail -s "$TRAINDECK_MESSAGE" me
                runs = ~/runs
                runs = /data/more runs
                """);
        assertThat(settings.value(Setting.THEME)).contains("light");
        assertThat(settings.value(Setting.ASCII)).contains("true");
        assertThat(settings.value(Setting.NOTIFICATIONS)).contains("bell");
        assertThat(settings.value(Setting.EXEC)).contains("mail -s \"$TRAINDECK_MESSAGE\" me");
        assertThat(settings.runs()).containsExactly(home.resolve("runs"), Path.of("/data/more runs"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "theem = dark| no setting \"theem\"; did you mean theme?",
                "notification = on| no setting \"notification\"; did you mean notifications?",
                "zzz = 1| no setting \"zzz\"; did you mean ",
                "ascii = yes| ascii should be one of true, false, not \"yes\"",
                "notifications = loud| notifications should be one of on, bell, off, not \"loud\"",
                "runs =| runs has no value, not \"\"",
                "runs = ~bob/runs| runs should have the path of that home, not \"~bob/runs\"",
                "runs = $HOME/runs| runs should have ~ or the whole path for a variable, not \"$HOME/runs\"",
                "runs = /data/${USER}| runs should have ~ or the whole path for a variable, not \"/data/${USER}\"",
                "theme = \\u00| Malformed",
                "theme = dark\\| a line cannot be continued on the next",
                "theme = dark| theme is in line 2 already"
            })
    void aWrongLineIsRefusedWithItsPlace(String line, String reason) throws IOException {
        String before = reason.contains("already") ? "theme = light" : "";
        assertThatThrownBy(() -> settings("# a comment\n" + before + "\n" + line + "\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(file() + ", line 3: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFolderOfRunsThatIsAFileIsRefusedWithItsPlace() throws IOException {
        Settings settings = settings("runs = ~/runs\nruns = " + file() + "\n");
        assertThatThrownBy(settings::runs)
                .isInstanceOf(SettingsException.class)
                .hasMessage(file() + ", line 2: runs should be a folder, not \"" + file() + "\"");
    }

    /** Editors of Windows write one. */
    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() throws IOException {
        assertThat(settings("\uFEFFtheme = light\n").value(Setting.THEME)).contains("light");
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Files.write(file(), "theme = d\u00e9j\u00e0".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Settings.of(env()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(file() + ": not UTF-8 text");
        Files.delete(file());
        Files.createDirectory(file());
        assertThatThrownBy(() -> Settings.of(env()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(file() + ": cannot be read: ");
    }

    /** The example is what a person copies. */
    @ParameterizedTest
    @EnumSource
    void eachHasAnExampleThatHolds(Setting setting) throws IOException {
        assertThat(settings(setting.key() + " = " + setting.example()).value(setting))
                .contains(setting.example());
        assertThat(setting.twin()).matches("--.+|HOST:DIR");
    }

    @Test
    void theTableIsInTheDocument() throws IOException {
        MadeTable table = new MadeTable(getClass(), "setting", "for example", "option", "what it says");
        for (Setting setting : Setting.values()) {
            table.row(
                    "`" + setting.key() + "`",
                    "`" + setting.example() + "`",
                    "`" + setting.twin().replace("|", "\\|") + "`",
                    setting.meaning());
        }
        Document.DASHBOARD.assertHolds("settings", table);
    }

    /** The command line wins over the environment, and that over the settings. */
    @Test
    void theProgramHeedsThemUnlessSomethingElseSaysMore() throws IOException {
        Program program = new Program(home.toRealPath());
        Files.createDirectories(home.resolve("one/first"));
        Files.writeString(home.resolve("one/first/metrics.csv"), "step,loss\n1,0.5\n2,0.25\n");
        Files.createDirectories(home.resolve("two/second"));
        Files.writeString(home.resolve("two/second/metrics.csv"), "step,loss\n1,0.5\n2,0.25\n");
        Files.createDirectories(home.resolve("third"));
        Files.writeString(home.resolve("third/metrics.csv"), "step,loss\n1,0.5\n2,0.25\n");
        Files.writeString(file(), "runs = one\nruns = two\n");
        assertThat(program.run("runs").out()).contains("first", "second").doesNotContain("third");
        Map<String, String> variable = Map.of("TRAINDECK_RUNS", "two");
        assertThat(program.run(variable, "runs").out()).contains("second").doesNotContain("first");
        assertThat(program.run(Map.of("TRAINDECK_RUNS", ""), "runs").out())
                .as("an empty variable counts as unset")
                .contains("first", "second")
                .doesNotContain("third");
        assertThat(program.run(variable, "runs", "--runs", "one").out())
                .contains("first")
                .doesNotContain("second");
        Files.writeString(file(), "runs = one\nrun = two\n");
        Program.Result refused = program.run("runs");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .isEqualTo("traindeck: " + home.toRealPath().resolve("config/traindeck/config.properties")
                        + ", line 2: no setting \"run\"; did you mean runs? They are: theme, ascii, notifications,"
                        + " exec, runs, hosts\n");
    }
}
