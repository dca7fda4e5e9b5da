package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.cli.trainer.BranchMaker;
import io.traindeck.event.Dial;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.run.EventCodec;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.SmallDisk;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import io.traindeck.train.SavedPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a run whose dials are turned from outside, its branches, and what cannot be branched from. */
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
        assertThat(turns("other")).containsExactly("max_lr 0.003 0.001 20", "epochs 3 4 20");
        assertThat(RunHistory.ofBranch(events("other")).steps()).hasSize(20);
        assertThat(Files.readString(traindeck.folder("other").runJson()))
                .contains("\"max_lr\": 0.001", "\"epochs\": 4");
    }

    @Test
    void aRunThatWasStartedWithoutARingGetsOneLater() throws Exception {
        traindeck.run(Traindeck.train("ringless", List.of("--epochs", "1")));
        invoke("resume", "ringless", "--epochs=2", "--keep=-1", "--plain")
                .assertFails(USAGE, "--keep must be 0 (none) or more, not -1");
        traindeck.run("resume", "ringless", "--epochs=2", "--checkpoint-every=3", "--keep=2", "--plain");
        assertThat(ring("ringless")).containsExactly("step-00000015.safetensors", "step-00000018.safetensors");
        assertThat(Files.readString(traindeck.folder("ringless").runJson())).contains("\"keep\": 2");

        traindeck.run("branch", "ringless", "--at-step=18", "--epochs=3", "--keep=1", "--name=ringed", "--plain");
        assertThat(ring("ringed")).containsExactly("step-00000030.safetensors");
    }

    private static List<String> ring(String run) throws IOException {
        try (Stream<Path> files = Files.list(traindeck.folder(run).checkpoints())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("step-"))
                    .sorted()
                    .toList();
        }
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
        assertThat(traindeck.run("resume", "turned", "--from=step-00000408.safetensors", "--plain"))
                .contains("epoch 41/41 ")
                .doesNotContain("/40 ");
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
        branch("--from=gone.safetensors")
                .assertFails(FAILURE, "there is no checkpoint gone.safetensors: neither ", " nor, of the run, ");
        branch("--from=best.safetensors").assertFails(FAILURE, "it is no full checkpoint");
        branch("--from=" + cut, "--epochs=4").assertFails(FAILURE, "bytes");
        branch("--at-step=24", "--name=parent").assertFails(FAILURE, "\"parent\" exists already");
        branch("--at-step=30", "--name=../x").assertFails(USAGE, "it holds \"/\"");
        branch("--at-step=30", "--max-lr=NaN").assertFails(USAGE, "--max-lr must be a number above 0, not NaN");
        branch("--at-step=30", "--epochs=x").assertFails(USAGE, "--epochs must be at least 1, not x");
        branch().assertFails(USAGE, "--at-step");
        branch("--from=" + damaged, "--epochs=4")
                .assertFails(
                        FAILURE,
                        "checkpoint " + damaged + " is refused: its contents",
                        "it was damaged after it was written",
                        "; name another one with --from");
        branch("--from=" + another, "--epochs=4")
                .assertFails(FAILURE, "it was made with widths [5, 6], this run has widths [");
        branch("--at-step=24", "--epochs=2").assertFails(FAILURE, "epochs must be at least 3");
        branch("--at-step=30")
                .assertFails(
                        FAILURE,
                        "run parent has nothing left to train: it completed at step 30;"
                                + " branch from an earlier step, or with more epochs");
        branch("--at-step=30", "--epochs=3", "--patience=0").assertFails(FAILURE, "it completed at step 30");

        assertThat(files(folder.resolve("runs"))).isEqualTo(before);
    }

    /** An older one is not taken without a word, whatever part of the file is gone. */
    @Test
    void aDamagedCheckpointIsNamedWithWhatToDo() throws Exception {
        RunFolder damaged = copy("damaged");
        Path last = damaged.checkpoints().resolve("last.safetensors");
        byte[] whole = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(whole, 100));
        BranchMaker maker = new BranchMaker(folder.resolve("runs"), InstantSource.system());
        assertThatThrownBy(() -> maker.pointAtStep(damaged, 99))
                .hasMessageContaining("checkpoint " + damaged.checkpoints())
                .hasMessageEndingWith("; the one before is of step 28: --at-step 28");
        assertThat(maker.pointAtStep(damaged, 29).step()).isEqualTo(28);
        whole[whole.length - 1]++;
        Files.write(last, whole);
        Invocation.of("resume", damaged.path().toString(), "--epochs=4", "--plain")
                .assertFails(FAILURE, "checkpoint " + last + " is refused: ", "; name another one with --from");
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

    @Test
    void aBranchBeginsWithWhatItsParentThrowsAwayWhileTheTrainerStarts() throws Exception {
        RunFolder fickle = copy("fickle");
        BranchMaker maker = new BranchMaker(folder.resolve("runs"), InstantSource.system());
        SavedPoint point = maker.pointAtStep(fickle, 26);
        RunFolder branch = maker.create(fickle, () -> point, "late", Map.of()).folder();
        Files.delete(point.file());
        traindeck.run(
                "trainer", branch.path().toString(), "--from", point.file().toString(), "--branch-of", "fickle");
        assertThat(RunHistory.ofBranch(events("late")).steps())
                .isEqualTo(RunHistory.read(parent.events()).steps().tailMap(24, false));
        assertThat(branch.beginning()).doesNotExist();
    }

    @Test
    void resumeBeginsABranchWhoseTrainerWasKilledBeforeItsFirstEvent() throws Exception {
        BranchMaker maker = new BranchMaker(folder.resolve("runs"), InstantSource.system());
        Map<Dial, String> changes = Map.of(Dial.MAX_LR, "0.001");
        maker.create(parent, () -> maker.pointAtStep(parent, 26), "killed", changes);
        traindeck.run("resume", "killed", "--clip=0.5", "--plain");
        assertThat(turns("killed")).containsExactlyInAnyOrder("max_lr 0.003 0.001 24", "clip 1 0.5 24");
        assertThat(events("killed"))
                .filteredOn(TrainEvent.RunStarted.class::isInstance)
                .extracting(event -> ((TrainEvent.RunStarted) event).parent())
                .containsExactly(new TrainEvent.Parent("parent", 24));
        assertThat(RunHistory.ofBranch(events("killed")).steps()).hasSize(6);
        assertThat(traindeck.folder("killed").beginning()).doesNotExist();
    }

    @Test
    void aCheckpointThatIsReplacedByALaterOneIsLookedForAgain() throws Exception {
        RunFolder fickle = copy("replaced");
        BranchMaker maker = new BranchMaker(folder.resolve("runs"), InstantSource.system());
        SavedPoint point = maker.pointAtStep(fickle, 26);
        Path last = fickle.checkpoints().resolve("last.safetensors");
        Files.copy(last, point.file(), StandardCopyOption.REPLACE_EXISTING);
        Iterator<SavedPoint> found =
                List.of(point, maker.pointAtStep(fickle, 26)).iterator();
        BranchMaker.Branch branch = maker.create(fickle, found::next, null, Map.of());
        assertThat(branch.folder().name()).isEqualTo("replaced-20");
        assertThat(SavedPoint.read(branch.folder().beginning()).step()).isEqualTo(20);
        assertThatThrownBy(() -> maker.create(fickle, () -> point, "never", Map.of()))
                .hasMessageStartingWith("run replaced replaces its checkpoints faster than one can be kept");
        assertThat(folder.resolve("runs/never")).doesNotExist();
    }

    @Test
    void aCheckpointOfStepsThatTheRunHasDroppedIsNoPlaceToBeginAt() throws Exception {
        RunFolder rescued = copy("dropped");
        BranchMaker maker = new BranchMaker(folder.resolve("runs"), InstantSource.system());
        SavedPoint later = maker.pointAtStep(rescued, 26);
        List<SavedPoint> all = SavedPoint.all(rescued.checkpoints());
        SavedPoint earlier = all.get(all.indexOf(later) - 1);
        TrainEvent back = new TrainEvent.RunResumed(1, earlier.step(), 1, "earlier");
        Files.writeString(rescued.events(), EventCodec.encode(back) + "\n", StandardOpenOption.APPEND);
        assertThat(maker.pointAtStep(rescued, 26).step()).isEqualTo(earlier.step());
    }

    /** Makes a run with the checkpoints of the parent. */
    private static RunFolder copy(String name) throws Exception {
        RunFolder copy = RunFolder.create(folder.resolve("runs"), name);
        Files.copy(parent.runJson(), copy.runJson());
        Files.copy(parent.events(), copy.events());
        try (Stream<Path> checkpoints = Files.list(parent.checkpoints())) {
            for (Path file : checkpoints.toList()) {
                Files.copy(file, copy.checkpoints().resolve(file.getFileName()));
            }
        }
        return copy;
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

    /**
     * Returns each turn of a dial in that run: its name, its value before and after, and the last step before the turn.
     */
    private static Stream<String> turns(String run) throws IOException {
        return events(run).stream()
                .filter(DialTurned.class::isInstance)
                .map(DialTurned.class::cast)
                .map(turn -> turn.name() + " " + turn.before() + " " + turn.after() + " " + turn.step());
    }

    private static List<TrainEvent> events(String run) throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader log = new EventLogReader(traindeck.folder(run).events())) {
            log.poll(events::add);
        }
        return events;
    }

    /** Returns every file below, with its time; files that another test makes beside are left out. */
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
