package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.SmallDisk;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose dials are turned from outside, its branches, and what cannot be branched from. */
class BranchTest {
    private static final int USAGE = 2;
    private static final int FAILURE = 1;
    private static final List<String> DIALS = List.of("--epochs", "3", "--checkpoint-every", "4", "--keep", "3");

    @TempDir
    private static Path folder;

    @AutoClose
    private static Traindeck traindeck;

    private static RunFolder parent;

    @BeforeAll
    static void aParent() throws Exception {
        traindeck = new Traindeck(folder);
        traindeck.run(Traindeck.train("parent", DIALS));
        parent = traindeck.folder("parent");
    }

    @Test
    void aBranchWithoutAChangeComputesWhatItsParentDidAndLeavesItAlone() throws Exception {
        Map<String, Long> before = files(parent.path());
        traindeck.run("branch", "parent", "--at-step=26", "--name=same", "--plain");
        RunHistory parents = RunHistory.read(parent.events());
        List<TrainEvent> events = events("same");
        RunHistory own = RunHistory.ofBranch(events);
        assertThat(own.steps()).isEqualTo(parents.steps().tailMap(24, false));
        assertThat(own.epochs()).isEqualTo(parents.epochs().tailMap(3));
        assertThat(events)
                .filteredOn(TrainEvent.RunStarted.class::isInstance)
                .extracting(event -> ((TrainEvent.RunStarted) event).parent())
                .containsExactly(new TrainEvent.Parent("parent", 24));
        assertThat(files(parent.path())).isEqualTo(before);
    }

    @Test
    void aBranchTakesOtherDialsOnRecord() throws Exception {
        traindeck.run("branch", "parent", "--at-epoch=2", "--max-lr=0.001", "--epochs=4", "--name=other", "--plain");
        assertThat(events("other"))
                .filteredOn(DialTurned.class::isInstance)
                .extracting(event -> ((DialTurned) event).name() + " " + ((DialTurned) event).before() + " "
                        + ((DialTurned) event).after() + " " + ((DialTurned) event).step())
                .containsExactly("max_lr 0.003 0.001 20", "epochs 3 4 20");
        assertThat(RunHistory.ofBranch(events("other")).steps()).hasSize(20);
        assertThat(Files.readString(traindeck.folder("other").runJson()))
                .contains("\"max_lr\": 0.001", "\"epochs\": 4");
    }

    @Test
    void aRunObeysSetAndTrainsOnAfterItsEnd() throws Exception {
        try (LiveLog log = traindeck.log("turned")) {
            Command trainer = traindeck.start(Traindeck.train("turned", DIALS, "--epochs", "40", "--patience", "0"));
            log.await(OwnStep.class, step -> step.step() >= 1);
            assertThat(invoke("send", "turned", "set", "clip", "0.5", "--wait").exit())
                    .isZero();
            invoke("send", "turned", "set", "clip", "-1", "--wait")
                    .assertFails(FAILURE, "set was refused: clip must be 0 (off) or more, not -1");
            invoke("send", "turned", "set", "max_lr", "NaN", "--wait")
                    .assertFails(FAILURE, "max_lr must be a number above 0, not NaN");
            invoke("send", "turned", "set", "epochs", "many", "--wait")
                    .assertFails(FAILURE, "epochs must be at least 1, not many");
            invoke("send", "turned", "set", "widths", "3", "--wait").assertFails(FAILURE, "widths is fixed");
            invoke("send", "turned", "set", "label_smoothing", "0.1", "--wait")
                    .assertFails(FAILURE, "label_smoothing is fixed");
            invoke("send", "turned", "set", "momentum", "0.9", "--wait")
                    .assertFails(FAILURE, "there is no dial momentum; those that turn are max_lr, ");
            invoke("send", "turned", "set", "clip").assertFails(USAGE, "set needs a dial and its new value");
            assertThat(trainer.exit()).as(trainer.err()).isZero();
        }
        traindeck.run("resume", "turned", "--epochs=41", "--plain");
        assertThat(events("turned"))
                .filteredOn(DialTurned.class::isInstance)
                .extracting(event -> ((DialTurned) event).name())
                .containsExactly("clip", "epochs");
        assertThat(RunHistory.read(traindeck.folder("turned").events()).epochs())
                .hasSize(41);
    }

    @Test
    void whatCannotBeBranchedFromIsSaidInOneLineAndNothingIsMade() throws Exception {
        Path cut = folder.resolve("cut.safetensors");
        byte[] whole = Files.readAllBytes(parent.checkpoints().resolve("last.safetensors"));
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        Path damaged = folder.resolve("damaged.safetensors");
        whole[whole.length - 1]++;
        Files.write(damaged, whole);
        traindeck.run(Traindeck.train("wider", DIALS, "--widths", "5,6"));
        Path another = traindeck.folder("wider").checkpoints().resolve("last.safetensors");
        Map<String, Long> before = files(folder.resolve("runs"));

        branch("--at-step=3").assertFails(FAILURE, "has no checkpoint up to step 3; its first is of step 20");
        branch("--from=gone.safetensors").assertFails(FAILURE, "gone.safetensors", "it does not exist");
        branch("--from=best.safetensors").assertFails(FAILURE, "it is no full checkpoint");
        branch("--from=" + cut).assertFails(FAILURE, "bytes");
        branch("--at-step=30", "--name=parent").assertFails(FAILURE, "\"parent\" exists already");
        branch("--at-step=30", "--name=../x").assertFails(USAGE, "it holds \"/\"");
        branch("--at-step=30", "--max-lr=NaN").assertFails(USAGE, "--max-lr must be a number above 0, not NaN");
        branch("--at-step=30", "--epochs=x").assertFails(USAGE, "--epochs must be at least 1, not x");
        branch().assertFails(USAGE, "--at-step");
        branch("--from=" + damaged).assertFails(FAILURE, "it was damaged after it was written");
        branch("--from=" + another).assertFails(FAILURE, "it was made with widths [5, 6], this run has widths [");
        branch("--at-step=24", "--epochs=2").assertFails(FAILURE, "epochs must be at least 3");
        branch("--at-step=30").assertFails(FAILURE, "has nothing left to train");

        assertThat(files(folder.resolve("runs"))).isEqualTo(before);
    }

    @Test
    void aDiskWithNoRoomForTheBranchIsNamedAndNothingIsMade() throws Exception {
        Path full = folder.resolve("full");
        try (SmallDisk disk = new SmallDisk(full, 64)) {
            disk.fill();
            Invocation.of(
                            "branch",
                            parent.path().toString(),
                            "--at-step=24",
                            "--name=new",
                            "--plain",
                            "--runs",
                            full.toString())
                    .assertFails(FAILURE, "No space left on device", "make room");
            assertThat(full.resolve("new")).doesNotExist();
        }
    }

    private static Invocation branch(String... more) {
        return invoke(Stream.concat(Stream.of("branch", "parent", "--plain"), Stream.of(more))
                .toArray(String[]::new));
    }

    private static Invocation invoke(String... arguments) {
        return Invocation.of(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--runs", folder.resolve("runs").toString()))
                .toArray(String[]::new));
    }

    private static List<TrainEvent> events(String run) throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader log = new EventLogReader(traindeck.folder(run).events())) {
            log.poll(events::add);
        }
        return events;
    }

    /** Every file below, with its time; what another test makes beside is left out. */
    private static Map<String, Long> files(Path below) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(below)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
        }
        return files;
    }
}
