package io.traindeck.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.testing.Program;
import io.traindeck.testing.SparseCifar10;
import io.traindeck.testing.StateDictFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights are measured through the command line as the trainer measured them, to the last bit. */
class EvaluateTest {
    private static final int USAGE = 2;
    private static final int FAILURE = 1;
    private static final String DIALS = " --epochs=3 --patience=0 --batch-size=32 --widths=4,8 --hidden=8 --threads=1"
            + " --checkpoint-every=5 --plain";
    private static final int VALIDATION_IMAGES = 120;

    @TempDir
    private static Path runs;

    @TempDir
    private Path folder;

    private static RunFolder normalised;
    private static RunFolder vanilla;

    @BeforeAll
    static void train() {
        normalised = trained("normalised", "--recipe=upgraded --limit=600");
        vanilla = trained("vanilla", "--recipe=vanilla --limit=600");
    }

    private static RunFolder trained(String name, String more) {
        assertThat(run("train --name=" + name + " " + more + DIALS).exit()).isZero();
        return new RunFolder(runs.resolve(name));
    }

    /** This runs in a process of its own, as for a user. */
    @Test
    void theBestWeightsOfARunHaveTheNumbersOfItsLog(@TempDir Path home) throws Exception {
        Program.Result ended = new Program(home).run("evaluate", "vanilla", "--json", "--runs=" + runs);
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines()).hasSize(1);
        assertIsEpoch(ended.out(), vanilla, best(vanilla));
    }

    @ParameterizedTest
    @ValueSource(strings = {"normalised", "vanilla"})
    void filesOfARunHaveTheNumbersOfTheirEpochs(String name) throws Exception {
        RunFolder run = new RunFolder(runs.resolve(name));
        List<OwnEpoch> epochs = epochs(run);
        assertIsEpoch(json(name), run, best(run));
        assertIsEpoch(json(run.path().toString()), run, best(run));
        assertIsEpoch(json(file(run, "best").toString()), run, best(run));
        JsonObject last = assertIsEpoch(json(file(run, "last").toString()), run, epochs.get(2));
        assertThat(last.get("step").getAsInt()).isEqualTo(epochs.get(2).step());
    }

    private static JsonObject assertIsEpoch(String json, RunFolder run, OwnEpoch epoch) {
        JsonObject object = JsonParser.parseString(json).getAsJsonObject();
        assertThat(object.get("run").getAsString()).isEqualTo(run.name());
        assertThat(Path.of(object.get("file").getAsString()))
                .isAbsolute()
                .hasParent(run.checkpoints().toAbsolutePath());
        assertThat(object.get("epoch").getAsInt()).isEqualTo(epoch.epoch());
        assertThat(object.get("data").getAsString()).isEqualTo("shapes");
        assertThat(object.get("threads").getAsInt()).isEqualTo(1);
        assertThat(object.get("val_acc").getAsDouble()).isEqualTo(epoch.valAcc());
        assertThat(object.get("val_loss").getAsDouble()).isEqualTo(epoch.valLoss());
        assertThat(object.get("logged_val_acc").getAsDouble()).isEqualTo(epoch.valAcc());
        assertThat(object.get("logged_val_loss").getAsDouble()).isEqualTo(epoch.valLoss());
        assertMatrixAgrees(object, VALIDATION_IMAGES);
        return object;
    }

    /** A run that has logged it is measured with it; any other run only on request. */
    @Test
    void theAccuracyWithMirrorImagesIsThatOfTheLog() throws Exception {
        RunFolder run = trained("flipped", "--recipe=upgraded --limit=600 --eval-flip");
        double logged = -1;
        for (String line : Files.readAllLines(run.events())) {
            JsonObject event = JsonParser.parseString(line).getAsJsonObject();
            if (event.get("event").getAsString().equals("epoch")
                    && event.get("epoch").getAsInt() == best(run).epoch()) {
                logged = event.get("val_acc_flip").getAsDouble();
            }
        }

        JsonObject measured = assertIsEpoch(json("flipped"), run, best(run));

        assertThat(measured.get("val_acc_flip").getAsDouble()).isEqualTo(logged).isBetween(0.0, 1.0);
        assertThat(measured.get("logged_val_acc_flip").getAsDouble()).isEqualTo(logged);
        assertThat(run("evaluate flipped").printed()).containsPattern("val_acc_flip .*% +as the log has it");
        assertThat(JsonParser.parseString(json("flipped --no-eval-flip"))
                        .getAsJsonObject()
                        .get("val_acc_flip")
                        .isJsonNull())
                .isTrue();
        JsonObject asked =
                JsonParser.parseString(json("normalised --eval-flip")).getAsJsonObject();
        assertThat(asked.get("val_acc_flip").getAsDouble()).isBetween(0.0, 1.0);
        assertThat(asked.get("logged_val_acc_flip").isJsonNull()).isTrue();
    }

    private static void assertMatrixAgrees(JsonObject object, int images) {
        JsonArray rows = object.getAsJsonArray("confusion");
        JsonArray accuracies = object.getAsJsonArray("per_class_acc");
        assertThat(rows).hasSize(10);
        assertThat(accuracies).hasSize(10);
        assertThat(object.getAsJsonArray("classes")).hasSize(10);
        int all = 0;
        int diagonal = 0;
        for (int truth = 0; truth < 10; truth++) {
            int sum = 0;
            for (JsonElement count : rows.get(truth).getAsJsonArray()) {
                sum += count.getAsInt();
            }
            int right = rows.get(truth).getAsJsonArray().get(truth).getAsInt();
            if (sum == 0) {
                assertThat(accuracies.get(truth).isJsonNull()).isTrue();
            } else {
                assertThat(accuracies.get(truth).getAsDouble()).isEqualTo((double) right / sum);
            }
            all += sum;
            diagonal += right;
        }
        assertThat(all).isEqualTo(images).isEqualTo(object.get("images").getAsInt());
        assertThat(object.get("val_acc").getAsDouble()).isEqualTo((double) diagonal / all);
    }

    @Test
    void aFileAwayFromItsRunNeedsItsImagesNamedAndTellsWhatItWas() throws Exception {
        Path copy = Files.copy(file(normalised, "best"), folder.resolve("copy.safetensors"));
        run("evaluate " + copy).assertFails(USAGE, copy + " lies in no run", "name them with --data");

        String options = copy + " --data=shapes --limit=600 --threads=1";
        JsonObject object = JsonParser.parseString(json(options)).getAsJsonObject();
        OwnEpoch best = best(normalised);
        assertThat(object.get("run").isJsonNull()).isTrue();
        assertThat(object.get("val_acc").getAsDouble()).isEqualTo(best.valAcc());
        assertThat(object.get("val_loss").getAsDouble()).isEqualTo(best.valLoss());
        assertThat(object.get("logged_val_acc").getAsDouble()).isEqualTo(best.valAcc());
        assertThat(object.get("logged_val_loss").isJsonNull()).isTrue();
        assertThat(run("evaluate " + options).out()).contains("as the file has it");
    }

    @Test
    void aFileOfAnotherProgramIsMeasured() throws Exception {
        Path file = new StateDictFile(List.of(4), 6, 10, true).write(folder.resolve("other.safetensors"));
        JsonObject object = JsonParser.parseString(json(file + " --data=shapes --limit=100 --device=cpu"))
                .getAsJsonObject();
        for (String unknown : List.of("run", "epoch", "step", "logged_val_acc", "logged_val_loss", "val_acc_flip")) {
            assertThat(object.get(unknown).isJsonNull()).as(unknown).isTrue();
        }
        assertMatrixAgrees(object, 20);
    }

    @Test
    void peopleAreToldWhetherTheNumbersAgree() throws IOException {
        Invocation result = run("evaluate normalised --ascii");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("normalised: best.safetensors, epoch "
                        + best(normalised).epoch() + System.lineSeparator() + VALIDATION_IMAGES
                        + " validation images of shapes, on cpu with 1 thread")
                .contains("as the log has it" + System.lineSeparator(), "as the log has it, to the last bit");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(result.out().chars()).allMatch(c -> c == '\n' || c == '\r' || c >= ' ' && c < 127);

        assertThat(run("evaluate normalised --limit=300").out()).contains("60 validation images", "Not compared: ");
    }

    /** The trainer's machine had its images elsewhere. */
    @Test
    void aRunFromElsewhereIsGivenItsImages() throws IOException {
        Path images = SparseCifar10.make(folder.resolve("images"));
        RunFolder run = trained("elsewhere", "--data=cifar10 --limit=100 --data-dir=" + images);
        Path moved = Files.move(images, folder.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);

        run("evaluate elsewhere").assertFails(FAILURE, "no CIFAR-10 in " + images);
        JsonObject object =
                JsonParser.parseString(json("elsewhere --data-dir=" + moved)).getAsJsonObject();
        assertThat(object.get("data").getAsString()).isEqualTo("cifar10");
        assertThat(object.get("val_loss").getAsDouble()).isEqualTo(best(run).valLoss());
        assertMatrixAgrees(object, 20);
        assertThat(run("evaluate elsewhere --data-dir=" + moved).out()).contains("as the log has it, to the last bit");
        run("evaluate normalised --data-dir=" + moved).assertFails(USAGE, "--data-dir is for --data cifar10");
    }

    @Test
    void whatCannotBeMeasuredIsRefusedInOneLine() throws IOException {
        run("evaluate nope").assertFails(FAILURE, "no run \"nope\" in " + runs);
        run("evaluate nope.safetensors").assertFails(FAILURE, "no file nope.safetensors");
        run("evaluate").assertFails(USAGE, "Missing required parameter");
        Path file = folder.resolve("file.safetensors");
        new StateDictFile(List.of(4), 6, 7, false).write(file);
        run("evaluate --data=shapes " + file)
                .assertFails(FAILURE, file + " tells 7 classes apart, and shapes has 10; choose another --data");
        byte[] damaged = Files.readAllBytes(file(vanilla, "best"));
        damaged[damaged.length - 9] ^= 1;
        Files.write(file, damaged);
        run("evaluate --data=shapes " + file).assertFails(FAILURE, file + " is refused: its contents do not match");
        Files.writeString(file, "not weights at all");
        run("evaluate " + file).assertFails(FAILURE, file + " is refused: it is no safetensors file: ");
    }

    @Test
    void aRunsFolderWithNoneOrOtherWeightsIsRefusedInOneLine() throws IOException {
        RunFolder run = new RunFolder(folder.resolve("run"));
        Files.createDirectories(run.checkpoints());
        Files.copy(normalised.runJson(), run.runJson());
        Path best = file(run, "best");
        run("evaluate " + run.path()).assertFails(FAILURE, "run run has no best weights: there is no " + best);
        Files.copy(file(vanilla, "best"), best);
        run("evaluate " + run.path())
                .assertFails(
                        FAILURE,
                        best
                                + " is refused: it is of another network: features.0.1.weight should be [4] and is missing");
        Files.writeString(run.runJson(), "{}");
        run("evaluate " + run.path()).assertFails(FAILURE, run.runJson() + " is damaged");
        Files.delete(run.runJson());
        Files.copy(vanilla.events(), run.events());
        run("evaluate " + run.path()).assertFails(USAGE, "lies in no run that tells its images", "--data");
        assertThat(run("evaluate --data=shapes --limit=600 --threads=1 " + run.path())
                        .out())
                .contains("as the file has it");
    }

    /** Runs the command line in this process. */
    private static Invocation run(String arguments) {
        return Invocation.of((arguments + " --runs=" + runs).split(" "));
    }

    private static String json(String arguments) {
        return run("evaluate --json " + arguments).printed();
    }

    private static Path file(RunFolder run, String name) {
        return run.checkpoints().resolve(name + ".safetensors");
    }

    private static List<OwnEpoch> epochs(RunFolder run) throws IOException {
        List<OwnEpoch> epochs = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(run.events())) {
            reader.poll(event -> OwnEpoch.of(event).ifPresent(epochs::add));
        }
        assertThat(epochs).hasSize(3);
        return epochs;
    }

    private static OwnEpoch best(RunFolder run) throws IOException {
        return epochs(run).stream()
                .filter(OwnEpoch::best)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
