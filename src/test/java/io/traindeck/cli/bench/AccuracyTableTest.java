package io.traindeck.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.cli.Main;
import io.traindeck.cli.bench.TimeToAccuracy.Epoch;
import io.traindeck.cli.bench.TimeToAccuracy.Found;
import io.traindeck.cli.bench.TimeToAccuracy.Reached;
import io.traindeck.cli.option.CliException;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of how soon runs came to an accuracy, as people and programs read it. */
class AccuracyTableTest {
    private static final LessonLoop LESSON = new LessonLoop("2.6.0", 2, 3, 0.8, 0.003);

    @TempDir
    private Path folder;

    private static Found reached(int epoch, double valAcc, double seconds, int breaks) {
        Epoch there = new Epoch(epoch, valAcc);
        return new Found(Optional.of(there), Optional.of(new Reached(there, seconds, seconds - 4)), breaks, false);
    }

    /** 3 + 30 * (391 * 0.8 + 10,000 * 0.003) seconds. */
    @Test
    void theLessonIsExtrapolatedToItsThirtyEpochs() {
        assertThat(LESSON.secondsOfAllEpochs()).isEqualTo(10_287);
    }

    @Test
    void eachRunHasItsSecondsAndItsShareOfTheFirsts() {
        AccuracyTable table = new AccuracyTable(0.874);
        table.add(LESSON, 100);
        table.add("upgraded", reached(28, 0.8741, 4115, 2));
        table.add("fast", reached(5, 0.88, 686, 0));
        table.add("vanilla", new Found(Optional.of(new Epoch(7, 0.74)), Optional.empty(), 0, true));
        table.add("young", new Found(Optional.empty(), Optional.empty(), 0, false));

        assertThat(table.lines())
                .containsExactly(
                        "| run              | epoch | val_acc |     seconds | of the first | epochs alone |",
                        "| ---------------- | ----: | ------: | ----------: | -----------: | -----------: |",
                        "| lesson (PyTorch) |    30 |       - |       10287 |        1.000 |            - |",
                        "| upgraded         |    28 |  87.41% |        4115 |        0.400 |         4111 |",
                        "| fast             |     5 |  88.00% |         686 |        0.067 |          682 |",
                        "| vanilla          |     7 |  74.00% | not reached |            - |            - |",
                        "| young            |     - |       - | not reached |            - |            - |",
                        "",
                        "seconds: from the command to the end of the first validation with a val_acc of at least 87.40%;",
                        "of the first: as a share of the first row's; epochs alone: training and validation without the start.",
                        "What else ran on the machine is in these times.",
                        "lesson (PyTorch): not trained, but extrapolated from 100 steps of it under PyTorch 2.6.0 with 2"
                                + " threads, 0.800 s each, to the 30 epochs after which the lesson reports 87.4 %; its images lie in memory.",
                        "upgraded was paused or interrupted 2 times: only the time in which a trainer was at work is counted.",
                        "vanilla began in another run, whose time is not counted; it did not come to 87.40%; shown is its"
                                + " best epoch.",
                        "young did not come to 87.40%; it has validated nothing.");
    }

    @Test
    void programsAreToldTheSame() {
        AccuracyTable table = new AccuracyTable(0.874);
        table.add("fast", reached(5, 0.88, 686, 0));
        table.add("vanilla", new Found(Optional.of(new Epoch(7, 0.74)), Optional.empty(), 0, false));

        JsonObject json = JsonParser.parseString(table.json()).getAsJsonObject();

        assertThat(json.get("to_accuracy").getAsDouble()).isEqualTo(0.874);
        JsonArray runs = json.getAsJsonArray("runs");
        assertThat(runs.get(0))
                .isEqualTo(JsonParser.parseString(
                        "{run: fast, reached: true, epoch: 5, val_acc: 0.88, seconds: 686.0, epoch_seconds: 682.0}"));
        assertThat(runs.get(1).getAsJsonObject().get("reached").getAsBoolean()).isFalse();
        assertThat(runs.get(1).getAsJsonObject().has("seconds")).isFalse();
    }

    @Test
    void whatTheScriptPrintsIsReadAlsoAfterWordsOfALibrary() throws CliException {
        String printed = "{\"torch\": \"2.6.0\", \"threads\": 2, \"start_s\": 3, \"step_s\": 0.8,"
                + " \"validation_image_s\": 0.003}\n";
        assertThat(LessonLoop.read(printed)).isEqualTo(LESSON);
        assertThat(LessonLoop.read("a warning\n" + printed)).isEqualTo(LESSON);
    }

    @ParameterizedTest
    @CsvSource({"''", "nothing", "[]", "'{\"torch\": \"2.6.0\"}'"})
    void otherOutputIsRefused(String printed) {
        assertThatThrownBy(() -> LessonLoop.read(printed))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("has not printed");
    }

    @ParameterizedTest
    @CsvSource({
        "--to-accuracy 0.874, '--to-accuracy wants the names of runs, or --lesson'",
        "--to-accuracy 87.4 a, '--to-accuracy must be above 0 and at most 1, such as 0.874, not 87.4'",
        "--to-accuracy 0.9 --lesson 10, '--lesson is for --to-accuracy 0.874: '",
        "--lesson 10, 'runs and --lesson are for --to-accuracy'",
        "upgraded, 'runs and --lesson are for --to-accuracy'",
    })
    void whatMakesNoSenseIsAUsageError(String options, String fault) {
        StringWriter err = new StringWriter();
        int exit = Main.commandLine().setErr(new PrintWriter(err)).execute(("bench " + options).split(" "));
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(fault);
    }

    /** Ten epochs of the lesson's recipe, recorded while other programs ran too. */
    @Test
    void theRecordedRunsAreTold() {
        StringWriter out = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out))
                .execute("--runs", "runs", "bench", "--to-accuracy", "0.8", "upgraded", "vanilla");
        assertThat(exit).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("\\| upgraded +\\| +7 \\| +80\\.18%.*"))
                .anyMatch(line -> line.startsWith("vanilla did not come to 80.00%"));
    }

    /** As everywhere else: the recorded runs lie beside the launcher. */
    @Test
    void aRecordedRunIsFoundFromAnyFolder() throws IOException {
        Program program = new Program(folder.toRealPath());
        Path recorded = Files.createDirectories(folder.resolve("runs/vanilla"));
        for (String part : List.of("run.json", "events.jsonl")) {
            Files.copy(Path.of("runs/vanilla", part), recorded.resolve(part));
        }
        Program.Result found =
                program.run(Map.of("TRAINDECK_RUNS", "elsewhere"), "bench", "--to-accuracy", "0.7", "vanilla");
        assertThat(found.err()).isEmpty();
        assertThat(found.exit()).isZero();
        assertThat(found.out().lines()).anyMatch(line -> line.matches("\\| vanilla +\\| .*"));
    }

    @Test
    void theLogOfAnotherProgramIsRefused() throws IOException {
        Path log = folder.resolve("metrics.csv");
        Files.writeString(log, "step,loss\n1,0.5\n2,0.25\n");
        Invocation.of("bench", "--to-accuracy", "0.7", log.toString())
                .assertFails(1, log + " is not a run of our own trainer");
    }
}
