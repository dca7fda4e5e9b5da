package io.traindeck.dashboard.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.traindeck.comparison.ComparedRun;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJsonTest;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunTask;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;
import io.traindeck.testing.Changes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonFollowerTest {
    @TempDir
    Path runs;

    private final Changes changes = new Changes();

    private ComparisonFollower follower(RunFolder... folders) {
        return new ComparisonFollower(Stream.of(folders).map(LoggedRun::of).toList(), JobQueue.none(), changes);
    }

    private static void log(RunFolder run, List<? extends TrainEvent> events) throws Exception {
        List<String> lines = events.stream().map(EventCodec::encode).toList();
        Files.write(run.events(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void json(RunFolder run, String dials) throws Exception {
        RunTask.Images images = new RunTask.Images("cifar10", null, 0);
        RunJsonTest.json(run.name(), 0, images, JsonParser.parseString(dials).getAsJsonObject())
                .write(run.runJson());
    }

    private ComparedRun await(ComparisonFollower follower, int place, Predicate<ComparedRun> condition)
            throws InterruptedException {
        return changes.await(
                () -> follower.comparison(SampleRun.START_MS).runs().get(place), condition);
    }

    /** The clock of its machine is an hour behind. */
    @Test
    void aRunHasNotStalledBecauseTwoClocksDiffer() throws Exception {
        SampleRun sample = new SampleRun(30, 10).steps(3);
        long hour = 3_600_000;
        RunFolder run = RunFolder.create(runs, "behind");
        log(run, sample.events);
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                ComparisonFollower follower = follower(run)) {
            await(follower, 0, seen -> seen.state().phase().mayGoOn());
            log(run, List.of(OwnMetrics.step(sample.nowMs() + 1, 4, 1, 2, 1e-3, 1, 100)));
            changes.await(
                    () -> follower.comparison(sample.nowMs() + hour)
                            .runs()
                            .get(0)
                            .status(),
                    status -> status == Status.RUNNING);
            assertThat(follower.comparison(sample.nowMs() + 2 * hour)
                            .runs()
                            .get(0)
                            .status())
                    .isEqualTo(Status.STALLED);
        }
    }

    @Test
    void aRunThatIsYetToComeIsWaitedForAndThenFollowed() throws Exception {
        RunFolder here = RunFolder.create(runs, "here");
        log(here, new SampleRun(3, 10).epochsMore(1).events);
        RunFolder later = new RunFolder(runs.resolve("later"));
        try (ComparisonFollower follower = follower(here, later)) {
            assertThat(follower.comparison(0).runs())
                    .extracting(ComparedRun::name)
                    .containsExactly("here", "later");
            await(follower, 0, run -> run.rows().size() == 1);
            ComparedRun waiting = await(follower, 1, run -> run.status() == Status.WAITING);
            assertThat(waiting.dials()).isEmpty();
            assertThat(follower.trouble()).isEmpty();

            RunFolder.create(runs, "later");
            json(later, "{\"max_lr\":0.25}");
            try (RunLock lock = RunLock.acquire(later.lock()).orElseThrow()) {
                ComparedRun loading = await(follower, 1, run -> run.status() == Status.LOADING);
                assertThat(loading.dials()).as("the trainer has yet to choose").isEmpty();
                log(later, new SampleRun(3, 10).epochsMore(2).events);
                await(follower, 1, run -> run.rows().size() == 2);
                await(follower, 1, run -> "0.25".equals(run.dials().get("max_lr")));
            }
            await(follower, 1, run -> run.status() == Status.CRASHED);
        }
    }

    @Test
    void dialsAreThoseOfTheLogUntilThereIsARunJson() throws Exception {
        RunFolder run = RunFolder.create(runs, "one");
        log(run, new SampleRun(3, 10).events);
        try (ComparisonFollower follower = follower(run)) {
            await(follower, 0, seen -> "0.003".equals(seen.dials().get("max_lr")));
            json(run, "{\"max_lr\":0.25}");
            await(follower, 0, seen -> "0.25".equals(seen.dials().get("max_lr")));
        }
    }

    @Test
    void saysWhichRunCannotBeShownAsItIs() throws Exception {
        RunFolder fine = RunFolder.create(runs, "fine");
        log(fine, new SampleRun(3, 10).events);
        RunFolder damaged = RunFolder.create(runs, "damaged");
        Files.writeString(damaged.events(), "garbage\n");
        log(damaged, new SampleRun(3, 10).events);
        try (ComparisonFollower follower = follower(fine, damaged)) {
            await(follower, 0, run -> run.state().isDescribed());
            await(follower, 1, run -> run.state().isDescribed());
            assertThat(follower.trouble()).isEqualTo("damaged: 1 line of the log is no event and was left out.");
        }
    }
}
