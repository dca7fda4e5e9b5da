package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.Program;
import io.traindeck.testing.Program.Result;
import io.traindeck.testing.SavedLog;
import io.traindeck.testing.Tmux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare}, as a person and a script use it. */
class CompareTest {
    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void makeRuns() throws Exception {
        program = new Program(folder.toRealPath());
        for (String name : new String[] {"short", "long"}) {
            RunFolder run = RunFolder.create(program.folder().resolve("runs"), name);
            SavedLog.write(run.events(), name.equals("short") ? 3 : 8, 10);
        }
    }

    @Test
    void withoutATerminalItPrintsMarkdown() {
        Result result = program.run("compare", "short", "long");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("| run   | state ")
                .containsPattern("\\| short \\| completed \\| +3/3 \\|")
                .containsPattern("\\| epochs +\\| +3 \\| +8 \\|");
        assertThat(program.run("compare", "--plain", "short", "long").out()).isEqualTo(result.out());
    }

    @Test
    void aLogThatIsNotWholeIsComparedAndSaidToBe() throws Exception {
        Path log = program.folder().resolve("runs/short/events.jsonl");
        Files.writeString(log, "no event\n" + Files.readString(log));
        Result result = program.run("compare", "short", "long");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).containsPattern("\\| short \\| completed \\| +3/3 \\|");
        assertThat(result.err()).isEqualTo("traindeck: short: 1 line of the log is no event and was left out.\n");
    }

    @Test
    void aPlotIsWrittenInsteadOfTheTablesOrBesidesThem() throws Exception {
        assertThat(program.run("compare", "short", "--plot", "one.svg").out()).isEqualTo("wrote one.svg\n");
        assertThat(program.folder().resolve("one.svg")).content().contains("<svg", "short");
        assertThat(program.run("compare", "short", "long", "--plain", "--plot", "two.png")
                        .out())
                .startsWith("| run   | state ")
                .endsWith("wrote two.png\n");
        assertThat(program.folder().resolve("two.png")).isNotEmptyFile();
        Result other = program.run("compare", "short", "--plot", "one.pdf");
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains(".svg or .png").hasLineCount(1);
    }

    @Test
    void aProgramGetsAnObject() {
        Result result = program.run("compare", "short", "long", "--json");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
        assertThat(json.getAsJsonObject("goal").get("quantity").getAsString()).isEqualTo("accuracy");
        JsonObject run = json.getAsJsonArray("runs").get(1).getAsJsonObject();
        assertThat(run.get("name").getAsString()).isEqualTo("long");
        assertThat(run.get("best_epoch").getAsInt()).isEqualTo(8);
        assertThat(run.getAsJsonObject("dials").get("epochs").getAsString()).isEqualTo("8");
        assertThat(program.run("compare", "short", "--json", "--plot", "three.svg")
                        .out())
                .startsWith("{")
                .endsWith("}\n");
        assertThat(program.folder().resolve("three.svg")).isNotEmptyFile();
    }

    @Test
    void ofManyRunsTheBestComesFirstWithItsOwnPath() throws Exception {
        List<String> words = new ArrayList<>(List.of("compare", "--json"));
        for (int i = 1; i <= 9; i++) {
            String log = "log-" + i + ".csv";
            Files.writeString(program.folder().resolve(log), "step,val_loss\n1,0." + (10 - i) + "\n");
            words.add(log);
        }
        JsonObject json = JsonParser.parseString(
                        program.run(words.toArray(String[]::new)).out())
                .getAsJsonObject();
        assertThat(json.getAsJsonArray("runs")).hasSize(9);
        JsonObject best = json.getAsJsonArray("runs").get(0).getAsJsonObject();
        assertThat(best.get("name").getAsString()).isEqualTo("log-9.csv");
        assertThat(best.get("path").getAsString()).endsWith("/log-9.csv");
    }

    @Test
    void whatCannotBeComparedIsRefusedInOneLine() {
        Result missing = program.run("compare", "short", "never");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo(
                        "traindeck: no run \"never\" in runs, and no file or folder of that name; see: traindeck runs\n");
        Result none = program.run("compare");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err().lines()).hasSize(1);
        String[] words = Collections.nCopies(102, "short").toArray(String[]::new);
        words[0] = "compare";
        Result many = program.run(words);
        assertThat(many.exit()).isEqualTo(2);
        assertThat(many.err())
                .isEqualTo("traindeck: at most 100 runs can be compared, not 101; see: traindeck compare --help\n");
    }

    @Test
    void everyKeyOfAComparison() {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        try (Tmux tmux = Tmux.shell(80, 24, program.env())) {
            tmux.enter("cd " + program.folder());
            tmux.enter(program.typed("compare short long"));
            tmux.waitFor("validation accuracy %");
            tmux.waitFor("the figures of both", matches("● short +COMPLETED +3/3.*\n ▲ long +COMPLETED +8/8"));
            tmux.waitFor("epoch└");
            tmux.press("x");
            tmux.waitFor(" s└");
            tmux.press("2");
            tmux.waitFor("training loss");
            tmux.press("3");
            tmux.waitFor("gradient norm");
            tmux.press("Tab");
            tmux.waitFor("no chart", screen -> !screen.contains("└") && screen.contains("epochs"));
            tmux.press("1");
            tmux.waitFor("validation accuracy %");
            tmux.press("?");
            tmux.waitFor("its best epoch");
            tmux.press("q");
            tmux.waitFor("validation accuracy %");
            opensARunAndComesBack(tmux);
            tmux.press("q");
            tmux.waitForPrompt();
        }
    }

    @Test
    void theListOfRunsComparesThoseThatAreMarked() {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        try (Tmux tmux = Tmux.shell(80, 24, program.env())) {
            tmux.enter("cd " + program.folder());
            tmux.enter(program.typed(""));
            tmux.waitFor("2 runs in");
            tmux.press("c");
            tmux.waitFor("Mark the runs to compare first");
            tmux.press("End", "Space", "Home", "Space");
            tmux.waitFor("both marks", matches("(?s)\\n2■.*\\n1■"));
            tmux.press("c");
            tmux.waitFor("the comparison", screen -> screen.startsWith(" compare  2 runs"));
            tmux.press("q");
            tmux.waitFor("2 runs in");
            tmux.press("q");
            tmux.waitForPrompt();
        }
    }

    private static void opensARunAndComesBack(Tmux tmux) {
        tmux.press("Down", "Enter");
        tmux.waitFor("the run", matches("COMPLETED  long +epoch 8/8"));
        tmux.press("q");
        tmux.waitFor("the comparison", screen -> screen.startsWith(" compare  2 runs"));
        tmux.press("Up", "Enter");
        tmux.waitFor("the run", matches("COMPLETED  short +epoch 3/3"));
        tmux.press("q");
        tmux.waitFor("the comparison", screen -> screen.startsWith(" compare  2 runs"));
    }

    private static Predicate<String> matches(String pattern) {
        return screen -> Pattern.compile(pattern).matcher(screen).find();
    }
}
