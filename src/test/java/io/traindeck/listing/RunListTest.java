package io.traindeck.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.traindeck.event.Description;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.IdleRun;
import io.traindeck.run.Logs;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunJsonTest;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunTask;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.state.Status;
import io.traindeck.testing.OwnEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunListTest {
    @TempDir
    Path runs;

    private final AtomicLong now = new AtomicLong(20_000);

    private RunFolder run(String name, TrainEvent... events) throws IOException {
        RunFolder run = new RunFolder(Files.createDirectory(runs.resolve(name)));
        Logs.write(run.events(), events);
        return run;
    }

    private static void append(RunFolder run, TrainEvent... events) throws IOException {
        Files.write(run.events(), Logs.bytes(List.of(events)), StandardOpenOption.APPEND);
    }

    private static void changed(RunFolder run, long ms) throws IOException {
        Files.setLastModifiedTime(run.events(), FileTime.fromMillis(ms));
    }

    private List<RunSummary> list() {
        try (RunList list = new RunList(List.of(runs), now::get)) {
            return list.refresh();
        }
    }

    private Status onlyState() {
        return list().get(0).state();
    }

    private String onlyCode() {
        return onlyState().code();
    }

    @Test
    void aMissingFolderHoldsNoRuns() {
        List<Path> missing = List.of(runs.resolve("missing"));
        assertThat(RunList.list(missing)).isEmpty();
        assertThat(NewestRun.in(missing)).isEmpty();
        assertThat(RunsJson.of(List.of())).isEqualTo("[]");
    }

    @Test
    void aSummarySaysWhatTheLogSays() throws Exception {
        run(
                "a",
                OwnEvents.started(500, "a", 30),
                OwnEvents.step(9),
                OwnEvents.epoch(1, 10, 0.25, true),
                OwnEvents.epoch(2, 20, 0.5, true),
                OwnEvents.epoch(3, 30, 0.375, false),
                OwnEvents.step(31));
        RunSummary run = list().get(0);
        assertThat(run.name()).isEqualTo("a");
        assertThat(run.path()).isEqualTo(runs.resolve("a").toAbsolutePath());
        assertThat(run.state()).isEqualTo(Status.CRASHED);
        assertThat(run.about().recipe()).isEqualTo("upgraded");
        assertThat(run.about().data()).isEqualTo("shapes");
        assertThat(run.about().startedMs()).isEqualTo(500);
        assertThat(run.reached()).isEqualTo(new RunSummary.Reached(4, 30, 31));
        assertThat(run.best()).isEqualTo(new RunSummary.Best(OwnMetrics.VAL_ACC, true, 0.5, "50.00%", 20, 2, 0.5));
        assertThat(run.trend()).isEqualTo(RunSummary.Trend.of(0.25, 0.5, 0.375));
    }

    @Test
    void aQueryFindsTheValueThatATurnedDialHasNow() {
        try (RunList list = new RunList(List.of(Path.of("runs")), now::get)) {
            assertThat(list.refresh())
                    .filteredOn(run -> run.name().equals("spiked") || run.name().equals("rescued"))
                    .extracting(run -> run.about().details().number("max_lr"))
                    .containsExactlyInAnyOrder(0.1, 0.002);
        }
    }

    @Test
    void jsonIsAsTheFormatHasIt() throws Exception {
        run("a", OwnEvents.started(500, "a", 30), OwnEvents.step(9), OwnEvents.epoch(1, 10, 0.25, true));
        run("b", OwnEvents.started(400, "b", 30));
        JsonElement expected = JsonParser.parseString(
                """
                [{"name": "a", "path": "DIR/a", "state": "crashed", "recipe": "upgraded", "data": "shapes", "epoch": 1,
                  "epochs": 30, "step": 10, "best_epoch": 1, "best_val_acc": 0.25, "started_ms": 500,
                  "metric": "val_acc", "best": 0.25, "best_step": 10, "format": "traindeck",
                  "parent": null},
                 {"name": "b", "path": "DIR/b", "state": "crashed", "recipe": "upgraded", "data": "shapes", "epoch": 0,
                  "epochs": 30, "step": 0, "best_epoch": 0, "best_val_acc": null, "started_ms": 400,
                  "metric": "val_acc", "best": null, "best_step": null, "format": "traindeck",
                  "parent": null}]
                """
                        .replace("DIR", runs.toAbsolutePath().toString()));
        assertThat(JsonParser.parseString(RunsJson.of(list()))).isEqualTo(expected);
    }

    @Test
    void aBranchNamesItsParentByWhichItIsFoundToo() throws Exception {
        run("parent", OwnEvents.started(500, "parent", 30), OwnEvents.step(9));
        RunStarted start = OwnEvents.started(600, "child", 30);
        run("child", new RunStarted(600, "child", start.about(), new Parent("parent", 9)), OwnEvents.step(10));
        RunSummary child = list().get(0);
        assertThat(child.about().parent()).isEqualTo(new Parent("parent", 9));
        assertThat(JsonParser.parseString(RunsJson.of(List.of(child)))
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("parent"))
                .isEqualTo(JsonParser.parseString("{\"run\": \"parent\", \"step\": 9}"));
        assertThat(new RunFilter("parent").of(list())).hasSize(2);
    }

    @Test
    void aListThatIsOpenTellsTheNewNameOfAParent() throws Exception {
        run("old", OwnEvents.started(500, "old", 30), OwnEvents.step(9));
        RunStarted start = OwnEvents.started(600, "child", 30);
        RunFolder child =
                run("child", new RunStarted(600, "child", start.about(), new Parent("old", 9)), OwnEvents.step(10));
        RunJsonTest.json("old", 500, null).write(runs.resolve("old/run.json"));
        RunJson json = RunJsonTest.json("child", 600, null);
        RunTask.Training branch = json.training().branch(json.training().dials(), new Parent("old", 9));
        json.with(branch, json.trainer()).write(child.runJson());
        Files.setLastModifiedTime(child.runJson(), FileTime.fromMillis(1_000));
        try (RunList list = new RunList(List.of(runs), now::get)) {
            assertThat(list.refresh().get(0).about().parent()).isEqualTo(new Parent("old", 9));
            try (IdleRun idle = IdleRun.of(new RunFolder(runs.resolve("old")))) {
                idle.rename("new");
            }
            assertThat(list.refresh().get(0).about().parent()).isEqualTo(new Parent("new", 9));
        }
    }

    @Test
    void theNewestComesFirst() throws Exception {
        run("old", OwnEvents.started(1_000, "old", 3));
        run("new", OwnEvents.started(3_000, "new", 3));
        RunFolder middle = run("middle", OwnEvents.started(9_000, "middle", 3));
        RunJsonTest.json("middle", 2_000, null).write(middle.runJson());
        assertThat(list()).extracting(RunSummary::name).containsExactly("new", "middle", "old");
        assertThat(NewestRun.ours(List.of(runs)).orElseThrow().name()).isEqualTo("new");
    }

    @Test
    void theNewestLikeARunIsAnotherOnTheSameDataThatHasFinishedAnEpoch() throws Exception {
        RunFolder run = run("a", OwnEvents.started(1_000, "a", 3));
        assertThat(NewestRun.like(List.of(runs), run)).as("no run.json").isEmpty();
        RunJsonTest.json("a", 9_000, null).write(run.runJson());
        assertThat(NewestRun.like(List.of(runs), run)).as("none but itself").isEmpty();
        for (int i = 1; i <= 3; i++) {
            RunFolder other = i < 3
                    ? run("b" + i, OwnEvents.started(i, "b", 3), OwnEvents.epoch(1, 10, 0.25, true))
                    : run("b3", OwnEvents.started(i, "b", 3), OwnEvents.step(1));
            RunJsonTest.json("b" + i, i, null).write(other.runJson());
        }
        RunFolder elsewhere = run("c", OwnEvents.started(4_000, "c", 3), OwnEvents.epoch(1, 10, 0.25, true));
        RunJson json = RunJsonTest.json("c", 4_000, null);
        RunTask.Training training = json.training();
        RunJsonTest.json(json.run(), json.createdMs(), new RunTask.Images("other", null, 0), training.dials())
                .write(elsewhere.runJson());
        assertThat(NewestRun.like(List.of(runs), run).orElseThrow().name()).isEqualTo("b2");
    }

    @Test
    void whatIsNoRunIsLeftOut() throws Exception {
        run("a", OwnEvents.started(1_000, "a", 3));
        Files.createDirectory(runs.resolve("no run"));
        Files.createFile(runs.resolve("file"));
        Files.createSymbolicLink(runs.resolve("dangling"), runs.resolve("nowhere"));
        assertThat(list()).extracting(RunSummary::name).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void aRunThatEndedSaysHow(EndReason reason) throws Exception {
        RunFolder run = run("a", OwnEvents.started(1_000, "a", 3), OwnEvents.step(7), OwnEvents.ended(reason, 7));
        assertThat(onlyCode()).isEqualTo(reason.name().toLowerCase(Locale.ROOT));
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            assertThat(onlyState()).as("while the trainer closes its files").isNotEqualTo(Status.RUNNING);
        }
    }

    @Test
    void aRunWithATrainerRunsOrIsPausedOrStalled() throws Exception {
        RunFolder run = run("a", OwnEvents.started(1_000, "a", 3), OwnEvents.step(15));
        changed(run, 15_000);
        assertThat(onlyState()).isEqualTo(Status.CRASHED);
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            assertThat(onlyState()).isEqualTo(Status.RUNNING);
            now.set(15_000 + 120_000);
            assertThat(onlyState()).isEqualTo(Status.RUNNING);
            now.set(15_000 + 120_001);
            assertThat(onlyState()).isEqualTo(Status.STALLED);
            now.set(0);
            assertThat(onlyState()).as("with the clock set back").isEqualTo(Status.RUNNING);
            now.set(15_000 + 120_001);
            append(run, new TrainEvent.Paused(15_001, 15));
            assertThat(onlyState()).isEqualTo(Status.PAUSED);
            append(run, new TrainEvent.Unpaused(75_000, 15));
            assertThat(onlyState()).isEqualTo(Status.RUNNING);
        }
        assertThat(onlyState()).isEqualTo(Status.CRASHED);
    }

    @Test
    void aCopyOfALiveRunHasNoTrainer() throws Exception {
        RunFolder run = run("a", OwnEvents.started(1_000, "a", 3), OwnEvents.step(15));
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            RunFolder copy = new RunFolder(Files.createDirectory(runs.resolve("copy")));
            Files.copy(run.events(), copy.events());
            Files.copy(run.lock(), copy.lock());
            assertThat(list())
                    .extracting(RunSummary::name, RunSummary::state)
                    .containsExactly(tuple("a", Status.RUNNING), tuple("copy", Status.CRASHED));
        }
    }

    /** Some file systems show a lock only to the machine that took it. */
    @Test
    void aFreeLockOfAnotherMachineTellsNothingAsLongAsTheLogIsNew() throws Exception {
        long now = System.currentTimeMillis();
        RunFolder run = run("a", OwnEvents.started(now - 1_000, "a", 3), OwnEvents.step(15));
        RunJsonTest.json("a", 1_000, null).write(run.runJson());
        Files.createFile(run.lock());
        assertThat(RunList.list(List.of(runs)).get(0).state()).isEqualTo(Status.CRASHED);
        Files.writeString(run.runJson(), Files.readString(run.runJson()).replace(RunJson.thisHost(), "node7"));
        assertThat(RunList.list(List.of(runs)).get(0).state()).isEqualTo(Status.UNKNOWN);
        Files.setLastModifiedTime(run.events(), FileTime.fromMillis(now - 600_000));
        assertThat(RunList.list(List.of(runs)).get(0).state()).isEqualTo(Status.CRASHED);
    }

    /** After a reboot any process may have the number that the trainer had. */
    @Test
    void aProcessThatHasTheTrainersNumberIsNoTrainer() throws Exception {
        RunFolder run = run("a", OwnEvents.started(1_000, "a", 3), OwnEvents.step(15));
        RunJsonTest.json("a", 1_000, null).write(run.runJson());
        Files.writeString(
                run.runJson(),
                Files.readString(run.runJson())
                        .replaceFirst(
                                "\"pid\": \\d+",
                                "\"pid\": " + ProcessHandle.current().pid()));
        assertThat(RunJson.read(run.runJson()).trainer().pid())
                .isEqualTo(ProcessHandle.current().pid());
        Files.createFile(run.lock());
        assertThat(onlyState()).isEqualTo(Status.CRASHED);
    }

    @Test
    void aLoopThatHangsIsStalledThoughItsSystemEventsGoOn() throws Exception {
        RunFolder run = run("a", OwnEvents.started(1_000, "a", 3), OwnEvents.step(15));
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            now.set(15_000 + 130_000);
            append(run, new TrainEvent.SystemUsage(15_000 + 129_000, 100, 900, List.of()));
            changed(run, 15_000 + 129_000);
            assertThat(onlyState()).isEqualTo(Status.STALLED);
        }
    }

    /** The times in its log are those of another clock, but the file changes by ours. */
    @Test
    void aRunWhoseTrainersClockIsHoursBehindIsStalledOnlyIfItsLogNoLongerGrows() throws Exception {
        long behind = 7_200_000;
        RunFolder run = run("a", OwnEvents.started(1_000, "a", 3), OwnEvents.step(15));
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            changed(run, behind + 15_000);
            now.set(behind + 15_500);
            assertThat(onlyState()).isEqualTo(Status.RUNNING);
            now.set(behind + 15_000 + 120_001);
            assertThat(onlyState()).as("nothing new").isEqualTo(Status.STALLED);
            append(run, new TrainEvent.SystemUsage(15_000 + 120_000, 100, 900, List.of()));
            changed(run, behind + 15_000 + 120_000);
            assertThat(onlyState()).as("readings of the machine alone").isEqualTo(Status.STALLED);
        }
    }

    @Test
    void aValidationMayBeSilentForLonger() throws Exception {
        RunFolder run = run("a", OwnEvents.started(1_000, "a", 3), new TrainEvent.Validating(15_000, 1));
        changed(run, 15_000);
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            now.set(15_000 + 600_000);
            assertThat(onlyCode()).isEqualTo("running");
            now.set(15_000 + 600_001);
            assertThat(onlyState()).isEqualTo(Status.STALLED);
        }
    }

    @Test
    void anothersProgramThatPrintsHasNotStalled() throws Exception {
        RunFolder run = run(
                "a",
                new TrainEvent.RunStarted(
                        1_000, "a", Description.of(Plan.UNKNOWN, Map.of("command", "sh train.sh")), null));
        changed(run, 1_000);
        Files.writeString(run.trainerLog(), "still reading the corpus\n");
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            Files.setLastModifiedTime(run.trainerLog(), FileTime.fromMillis(900_000));
            now.set(1_500_000);
            assertThat(onlyState()).isEqualTo(Status.STARTING);
            now.set(1_500_001);
            assertThat(onlyState()).isEqualTo(Status.STALLED);
        }
    }

    @Test
    void aTrainerThatHasSaidNothingYetIsRunning() throws Exception {
        RunFolder run = run("a");
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            now.set(Long.MAX_VALUE);
            assertThat(onlyCode()).isEqualTo("running");
        }
    }

    @Test
    void aResumedRunForgetsWhatCameAfterItsCheckpoint() throws Exception {
        run(
                "a",
                OwnEvents.started(1_000, "a", 30),
                OwnEvents.epoch(1, 10, 0.25, true),
                OwnEvents.epoch(2, 20, 0.5, true),
                OwnEvents.epoch(3, 30, 0.75, true),
                OwnEvents.step(31),
                OwnEvents.ended(EndReason.TERMINATED, 31),
                new TrainEvent.RunResumed(40_000, 25, 3, "checkpoints/last.safetensors"));
        RunSummary summary = list().get(0);
        assertThat(summary.reached().step()).isEqualTo(25);
        assertThat(summary.reached().epoch()).isEqualTo(3);
        assertThat(summary.best().epoch()).isEqualTo(2);
        assertThat(summary.best().valAcc()).isEqualTo(0.5);
        assertThat(summary.state()).isEqualTo(Status.CRASHED);
    }

    @Test
    void runJsonTellsWhatALogWithoutAStartDoesNot() throws Exception {
        RunFolder run = run("a");
        RunJsonTest.json("a", 77, null).write(run.runJson());
        RunSummary summary = list().get(0);
        assertThat(summary.about().recipe()).isEqualTo("upgraded");
        assertThat(summary.about().data()).isEqualTo("cifar10");
        assertThat(summary.about().startedMs()).isEqualTo(77);
    }

    @Test
    void aDamagedRunIsListedAsFarAsItCanBeRead() throws Exception {
        RunFolder damaged = run("damaged", OwnEvents.started(1_000, "damaged", 3), OwnEvents.step(7));
        Files.write(damaged.events(), new byte[5000], StandardOpenOption.APPEND);
        Files.writeString(damaged.runJson(), "{");
        RunSummary summary = list().get(0);
        assertThat(summary.reached().step()).isEqualTo(7);
        assertThat(summary.about().startedMs()).isEqualTo(1_000);
    }

    /** A run that nobody could read would look like one that crashed. */
    @Test
    void whatCannotBeReadIsToldAndNotListed() throws Exception {
        RunFolder folder = new RunFolder(Files.createDirectory(runs.resolve("folder")));
        Files.createDirectory(folder.events());
        RunFolder log = run("log", OwnEvents.started(1_000, "log", 3));
        Path closed = Files.createDirectory(runs.resolve("closed"));
        Set<PosixFilePermission> nobody = PosixFilePermissions.fromString("---------");
        Files.setPosixFilePermissions(log.events(), nobody);
        Files.setPosixFilePermissions(closed, nobody);
        Map<Path, String> faults = new HashMap<>();
        List<RunSummary> listed = RunList.list(List.of(runs), JobQueue.none(), faults);
        assertThat(faults).containsKey(folder.path());
        // Root may read everything.
        if (!Files.isReadable(log.events())) {
            assertThat(listed).isEmpty();
            assertThat(faults)
                    .containsEntry(log.path(), "permission denied")
                    .containsEntry(closed, "permission denied");
        }
    }

    @Test
    void pipesInPlaceOfFilesHoldNobodyUp() throws Exception {
        RunFolder run = new RunFolder(Files.createDirectory(runs.resolve("pipes")));
        for (Path file : List.of(run.events(), run.runJson(), run.lock())) {
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                    .isZero();
        }
        Map<Path, String> faults = new HashMap<>();
        assertThat(RunList.list(List.of(runs), JobQueue.none(), faults)).isEmpty();
        assertThat(faults).containsExactly(Map.entry(run.path(), run.events() + " is not a regular file"));
        assertThat(NewestRun.ours(List.of(runs))).contains(run);
    }

    @Test
    void aListFollowsItsRuns() throws Exception {
        try (RunList list = new RunList(List.of(runs), now::get)) {
            RunFolder run = run("a", OwnEvents.started(1_000, "a", 3), OwnEvents.step(1));
            assertThat(list.refresh()).extracting(seen -> seen.reached().step()).containsExactly(1L);
            append(run, OwnEvents.step(2));
            run("b", OwnEvents.started(2_000, "b", 3));
            assertThat(list.refresh()).extracting(seen -> seen.reached().step()).containsExactly(0L, 2L);
            Logs.write(run.events(), OwnEvents.started(5_000, "a", 3));
            assertThat(list.refresh()).extracting(seen -> seen.reached().step()).containsExactly(0L, 0L);
            Files.delete(run.events());
            assertThat(list.refresh()).extracting(RunSummary::name).containsExactly("b");
        }
    }
}
