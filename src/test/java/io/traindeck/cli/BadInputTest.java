package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets one clear line and a proper exit code, loses nothing and leaves nothing behind. */
class BadInputTest {
    private static final int USAGE = 2;
    /** The exit code by which a batch script tells from a failure that another trainer is at work in the run. */
    private static final int TRAINED_ELSEWHERE = 75;

    private static final int FAILURE = 1;
    private static final String TINY =
            " --epochs=2 --limit=40 --batch-size=8 --widths=4 --hidden=4 --threads=1 --checkpoint-every=2 --plain";

    @TempDir
    private static Path sharedFolder;

    @TempDir
    private Path folder;

    /** A complete run, and one of another seed. */
    private static RunFolder good;

    private static RunFolder otherSeed;
    private static RunFolder otherNetwork;

    @BeforeAll
    static void train() {
        good = trained("good", "");
        otherSeed = trained("other-seed", " --seed=2");
        otherNetwork = trained("other-network", " --recipe=vanilla");
    }

    private static RunFolder trained(String name, String more) {
        assertThat(run(sharedFolder, "train --name=" + name + more + TINY).exit())
                .isZero();
        return new RunFolder(sharedFolder.resolve(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --max-lr -1 | --max-lr must be a number above 0, not -1.0",
                "train --max-lr fast | 'fast' is not a number",
                "train --patience -1 | --patience must be 0 (off) or more, not -1",
                "train --widths 64,,256 | --widths",
                "train --widths 64,0,256 | --widths must each be 1 to 65536, not [64, 0, 256]",
                "train --widths 64,-1 | --widths must each be 1 to 65536",
                "train --hidden 0 | --hidden must be 1 to 65536, not 0",
                "train --hidden 60000 | --widths and --hidden make a network of",
                "train --epochs 0 | --epochs must be at least 1, not 0",
                "train --epochs 1.5 | '1.5' is not a whole number",
                "train --batch-size 0 | --batch-size must be at least 1, not 0",
                "train --clip -0.1 | --clip must be 0 (off) or more, not -0.1",
                "train --dropout 1 | --dropout must be in [0, 1), not 1.0",
                "train --weight-decay -1 | --weight-decay must be 0 or more, not -1.0",
                "train --limit 4 | --limit must be at least 5, not 4",
                "train --threads 0 | --threads must be 1 to 1024, not 0",
                "train --checkpoint-every -1 | --checkpoint-every must be 0 (off) or more, not -1",
                "train --seed x | 'x' is not a whole number",
                "train --epochs 99999999999 | '99999999999' is out of range",
                "train --widths= | '' is not a whole number",
                "train --recipe best | 'best' is none of upgraded, baseline, vanilla, fast",
                "train --schedule polynomial | 'polynomial' is none of onecycle, cosine, step, constant, linear",
                "train --optimizer adagrad | 'adagrad' is none of adamw, adam, sgd, muon",
                "train --data mnist | 'mnist' is none of shapes, cifar10",
                "train --device tpu | 'tpu' is none of auto, cpu, cuda",
                "train --data-dir here | --data-dir is for --data cifar10",
                "train --plain --detach | mutually exclusive",
                "train --epoch=3 | Unknown option: '--epoch=3'; did you mean --epochs?",
                "train --name | --name",
                "train extra | train takes options alone, not 'extra'",
                "train --dry-run | --dry-run is for --slurm",
                "send | Missing required parameters",
                "send run | Missing required parameter",
                "send run halt | 'halt' is none of pause, resume, checkpoint, stop",
                "resume | Missing required parameter",
                "runs --xml | Unknown option: '--xml'",
                "trian | Unmatched argument at index 0: 'trian'; did you mean",
            })
    void aUsageErrorIsOneLineAndExitsWith2(String arguments, String reason) throws IOException {
        run(folder, arguments).assertFails(USAGE, reason);
        assertThat(files(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "../up", "..", ".hidden", "a..b", "", " ", "a\u001b[31mb", "a\nb", "x\u202ey"})
    void aNameThatCannotBeIsRefused(String name) throws IOException {
        Invocation result = run(folder, "train" + TINY, "--name=" + name);
        result.assertFails(USAGE, "\" cannot be the name of a run: it ", "; choose another --name");
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsRefusedAndItsRunStaysAsItIs() throws IOException {
        Map<String, String> before = files(good.path());
        run(sharedFolder, "train --name=good" + TINY)
                .assertFails(
                        FAILURE,
                        "run \"good\" exists already in " + sharedFolder,
                        "traindeck resume " + sharedFolder.resolve("good"));
        assertThat(files(good.path())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "ablate"})
    void aRunsFolderThatCannotBeMadeIsRefused(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        run(file, command + TINY).assertFails(FAILURE, file + " is not a folder; choose another --runs");
        run(file.resolve("sub"), command + TINY).assertFails(FAILURE, "cannot make the folder ", "--runs");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aBatchLargerThanTheSetIsRefused() throws IOException {
        Invocation result = run(folder, "train --epochs=2 --limit=40 --batch-size=41 --plain");
        result.assertFails(FAILURE, "--batch-size 41 is larger than the set of 40 training images");
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() throws IOException {
        assumeTrue(Engine.getEngine("PyTorch").getGpuCount() == 0, "skipped: there is a GPU");
        run(folder, "train --device=cuda" + TINY).assertFails(FAILURE, "--device cuda: ", "try --device cpu");
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void batchFilesThatAreNotSoundAreRefused() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path runs = folder.resolve("runs");
        String train = "train --data=cifar10 --data-dir=" + data + TINY;
        run(runs, train).assertFails(FAILURE, "no CIFAR-10 in " + data);

        int record = 3073;
        // Sparse files of zeros: ten thousand black aeroplanes.
        for (String name : List.of("data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch")) {
            setLength(data.resolve(name + ".bin"), 10_000L * record);
        }
        Path first = data.resolve("data_batch_1.bin");
        run(runs, train).assertFails(FAILURE, first + " is missing");
        setLength(first, 10_000L * record - 1);
        run(runs, train).assertFails(FAILURE, first + " breaks off in record 10000 of 10000");
        setLength(first, 9_999L * record);
        run(runs, train).assertFails(FAILURE, first + " ends after record 9999 of 10000");
        setLength(first, 10_001L * record);
        run(runs, train).assertFails(FAILURE, first + " goes on after record 10000, its last");
        setLength(first, 10_000L * record);
        try (RandomAccessFile file = new RandomAccessFile(first.toFile(), "rw")) {
            file.seek(41L * record);
            file.write(10);
        }
        run(runs, train).assertFails(FAILURE, first + " has label 10 in record 42, where 0 to 9 can be");
        assertThat(files(runs)).isEmpty();
    }

    @Test
    void aRunThatIsNotThereIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        for (String command : List.of("resume nope", "send nope pause")) {
            run(folder, command).assertFails(FAILURE, "no run \"nope\" in " + folder + "; see: traindeck runs");
        }
        run(folder, "resume " + folder.resolve("empty")).assertFails(FAILURE, "empty is not a run");
        run(sharedFolder, "send good pause").assertFails(FAILURE, "run good has no trainer that could pause");
        assertThat(good.commands()).isEmptyDirectory();
    }

    @Test
    void aRunThatIsCompleteHasNothingLeft() throws IOException {
        Map<String, String> before = files(good.path());
        run(sharedFolder, "resume good").assertFails(FAILURE, "run good has nothing left to train: it completed");
        assertThat(files(good.path())).isEqualTo(before);
    }

    /** This is as in a clone of a repository that records runs: it has the logs alone. */
    @Test
    void aRunWithoutItsCheckpointsIsRefusedAndKeepsItsHistory() throws IOException {
        RunFolder run = new RunFolder(Files.createDirectory(folder.resolve("bare")));
        Files.copy(good.runJson(), run.runJson());
        Files.copy(good.events(), run.events());
        Map<String, String> before = files(run.path());
        run(folder, "resume bare --plain").assertFails(FAILURE, "run bare has nothing left to train: it completed");
        assertThat(files(run.path())).isEqualTo(before);

        List<String> log = Files.readAllLines(run.events());
        Files.write(run.events(), log.subList(0, log.size() - 1)); // As if the trainer had been killed.
        before = files(run.path());
        run(folder, "resume bare --plain")
                .assertFails(
                        FAILURE,
                        "run bare has no checkpoint to go on from ("
                                + run.checkpoints().resolve("last.safetensors")
                                + " is missing); train it anew under another --name");
        assertThat(files(run.path())).isEqualTo(before);
    }

    @Test
    void checkpointsThatAreNotSoundAreRefusedAndNothingChanges() throws IOException {
        Map<String, String> before = files(good.path());
        byte[] whole = Files.readAllBytes(good.checkpoints().resolve("last.safetensors"));
        Path file = folder.resolve("bad.safetensors");
        assertRefused(file, "it does not exist");

        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(file, "its header describes ");
        byte[] flipped = whole.clone();
        flipped[whole.length - 100] ^= 4;
        Files.write(file, flipped);
        assertRefused(file, "its contents do not match its SHA-256");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused(file, "its header describes ");
        byte[] tenGigabytes = whole.clone();
        Arrays.fill(tenGigabytes, 0, 8, (byte) 0);
        tenGigabytes[4] = 2; // 2^33
        Files.write(file, tenGigabytes);
        assertRefused(file, "it is no safetensors file: its first 8 bytes are not the length of a header");
        Files.writeString(file, "");
        assertRefused(file, "it has 0 bytes, too few for a header");

        assertRefused(good.checkpoints().resolve("best.safetensors"), "it is no full checkpoint of this program");
        assertRefused(
                otherSeed.checkpoints().resolve("last.safetensors"), "it was made with seed 2, this run has seed 42");
        assertRefused(otherNetwork.checkpoints().resolve("last.safetensors"), "it was made with batch_norm false");
        assertThat(files(good.path())).isEqualTo(before);
    }

    @Test
    void aCheckpointThatIsNowhereIsRefusedWithThePlacesWhereItWasLookedFor() {
        run(sharedFolder, "resume good --plain --from=nosuch")
                .assertFails(
                        FAILURE,
                        "there is no checkpoint nosuch: neither "
                                + Path.of("nosuch").toAbsolutePath() + " nor, of the run, "
                                + good.checkpoints().resolve("nosuch"));
    }

    private static void assertRefused(Path file, String reason) {
        run(sharedFolder, "resume good --plain --from=" + file)
                .assertFails(FAILURE, "checkpoint " + file + " is refused: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dials.epochs | 0 | --epochs must be at least 1, not 0",
                "dials.epochs | 1.5 | holds dials that make no sense",
                "dials.widths | [null] | holds dials that make no sense",
                "dials.schedule | \"polynomial\" | holds dials that make no sense",
                "dials.seed | null | holds dials that make no sense",
                "dials.hidden | | lacks the dial 'hidden'",
                "dials.checkpoint_every | \"x\" | holds no number under 'checkpoint_every'",
                "dials.max_lr | 0.5 | nothing left to train",
                "data | \"mnist\" | names data that there is not",
                "limit | -1 | names data that there is not",
                "limit | 50 | are not those with which run copy has begun",
                "schema | 99 | has schema 99",
                "run | | is damaged",
            })
    void aRunJsonThatMakesNoSenseIsRefused(String key, String value, String reason) throws IOException {
        RunFolder run = copy(good, "copy");
        JsonObject json =
                JsonParser.parseString(Files.readString(run.runJson())).getAsJsonObject();
        JsonObject parent = key.startsWith("dials.") ? json.getAsJsonObject("dials") : json;
        String name = key.replace("dials.", "");
        assertThat(parent.has(name)).isTrue();
        parent.remove(name);
        if (value != null) {
            parent.add(name, JsonParser.parseString(value));
        }
        Files.writeString(
                run.runJson(), new GsonBuilder().serializeNulls().create().toJson(json));
        Map<String, String> before = files(run.path());
        run(folder, "resume copy --plain").assertFails(FAILURE, reason);
        assertThat(files(run.path())).isEqualTo(before);
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunAndKeepsTheLastGoodCheckpoint() throws IOException {
        Invocation first = run(
                folder,
                "train --name=nan --recipe=vanilla --max-lr=1e30 --clip=0 --schedule=constant"
                        + TINY.replace("--checkpoint-every=2", "--checkpoint-every=1"));
        first.assertFails(FAILURE, " at step ", " (epoch 1), the last checkpoint is kept; try a lower --max-lr");
        RunFolder run = new RunFolder(folder.resolve("nan"));
        TrainEvent.RunEnded ended = lastEvent(run);
        assertThat(ended.reason()).isEqualTo(EndReason.FAILED);
        assertThat(first.err()).isEqualTo("traindeck: " + ended.message() + System.lineSeparator());
        assertThat(ended.message()).contains(" at step " + (ended.step() + 1) + " ");

        // What was kept is sound: the run goes on from it, into the same end, and so only where a person insists.
        byte[] kept = Files.readAllBytes(run.checkpoints().resolve("last.safetensors"));
        run(folder, "resume nan --plain")
                .assertFails(FAILURE, "run nan diverged (the loss became ", "--max-lr", "branch", "--from");
        Invocation again = run(folder, "resume nan --plain --from last.safetensors");
        assertThat(again.err()).isEqualTo(first.err());
        assertThat(lastEvent(run).step()).isEqualTo(ended.step());
        assertThat(Files.readAllBytes(run.checkpoints().resolve("last.safetensors")))
                .isEqualTo(kept);
    }

    @Test
    void badCommandsAreRefusedASecondTrainerTooAndTrainingGoesOn() throws Exception {
        Path runs = folder.resolve("runs");
        RunFolder run = new RunFolder(runs.resolve("busy"));
        try (Traindeck traindeck = new Traindeck(runs, folder);
                LiveLog log = traindeck.log("busy")) {
            Command trainer = traindeck.start(
                    ("train --name=busy --epochs=10000 --patience=0" + TINY.replace("--epochs=2 ", "")).split(" "));
            log.await(OwnStep.class);
            drop(run, "1-garbage.json", "\u0000nonsense");
            drop(run, "2-unknown.json", "{\"id\":\"u\",\"command\":\"halt\"}");
            drop(run, "3-no-id.json", "{\"command\":\"stop\"}");
            drop(run, "4-no-command.json", "{\"id\":\"n\"}");
            drop(run, "5-array.json", "[]");
            drop(run, "6-large.json", "{\"id\":\"l\",\"command\":\"stop\",\"x\":\"" + "y".repeat(10_000) + "\"}");
            drop(run, "7-escape.json", "{\"id\":\"\u001b[2J\",\"command\":\"stop\"}");
            drop(run, "8-no-suffix", "{\"id\":\"s\",\"command\":\"stop\"}");
            Files.createDirectory(run.commands().resolve("9-folder.json"));
            drop(run, "a-good.json", "{\"id\":\"good\",\"command\":\"checkpoint\"}");

            List<TrainEvent.CommandAnswered> answers = new ArrayList<>();
            log.await(TrainEvent.CommandAnswered.class, answer -> {
                answers.add(answer);
                return answer.status() == CommandStatus.DONE;
            });
            assertThat(answers)
                    .extracting(TrainEvent.CommandAnswered::id, TrainEvent.CommandAnswered::status)
                    .contains(
                            tuple("1-garbage", CommandStatus.REFUSED),
                            tuple("u", CommandStatus.REFUSED),
                            tuple("3-no-id", CommandStatus.REFUSED),
                            tuple("4-no-command", CommandStatus.REFUSED),
                            tuple("5-array", CommandStatus.REFUSED),
                            tuple("6-large", CommandStatus.REFUSED),
                            tuple("7-escape", CommandStatus.REFUSED),
                            tuple("8-no-suffix", CommandStatus.REFUSED),
                            tuple("9-folder", CommandStatus.REFUSED),
                            tuple("good", CommandStatus.DONE));
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == CommandStatus.REFUSED)
                    .hasSize(9)
                    .allSatisfy(answer -> assertThat(answer.reason()).isNotEmpty());

            run(runs, "resume busy")
                    .assertFails(
                            TRAINED_ELSEWHERE,
                            "run busy has a trainer already (process "
                                    + trainer.process().pid() + " on ");
            log.await(OwnStep.class);
            assertThat(run(runs, "send busy stop --wait").exit()).isZero();
            assertThat(trainer.exit()).isZero();
        }
        try (Stream<Path> left = Files.list(run.commands())) {
            // A folder is not ours to delete with what is in it; its name now says that nobody will claim it.
            assertThat(left.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.startsWith(".claimed-"))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Runs the command line in this process; {@code more} are arguments with blanks in them. */
    private static Invocation run(Path runs, String arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
        all.addAll(List.of(more));
        if (!arguments.equals("trian")) {
            all.add("--runs=" + runs);
        }
        return Invocation.of(all.toArray(String[]::new));
    }

    /** Returns the content of a folder, byte for byte; the lock file, which is always empty, is left out. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (!Files.exists(folder)) {
            return files;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(path -> !path.equals(folder)).toList()) {
                String name = folder.relativize(path).toString();
                if (Files.isRegularFile(path) && !name.equals("lock")) {
                    CRC32 sum = new CRC32();
                    sum.update(Files.readAllBytes(path));
                    files.put(name, Files.size(path) + " bytes, CRC-32 " + sum.getValue());
                } else if (Files.isDirectory(path)) {
                    files.put(name, "folder");
                }
            }
        }
        return files;
    }

    private RunFolder copy(RunFolder run, String name) throws IOException {
        Path to = folder.resolve(name);
        try (Stream<Path> paths = Files.walk(run.path())) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(run.path().relativize(path).toString()));
            }
        }
        return new RunFolder(to);
    }

    private static void setLength(Path file, long bytes) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
    }

    private static void drop(RunFolder run, String name, String content) throws IOException {
        Path temporary = Files.writeString(run.commands().resolve(name + ".tmp"), content);
        Files.move(temporary, run.commands().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static TrainEvent.RunEnded lastEvent(RunFolder run) throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(run.events())) {
            reader.poll(events::add);
        }
        return (TrainEvent.RunEnded) events.get(events.size() - 1);
    }
}
