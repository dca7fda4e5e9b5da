package io.traindeck.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.Changes;
import io.traindeck.testing.OwnEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFollowerTest {
    @TempDir
    Path runs;

    private final SampleRun sample = new SampleRun(30, 10).epochsMore(2);
    private final Changes changes = new Changes();
    private RunFolder run;

    @BeforeEach
    void makeRun() throws Exception {
        run = RunFolder.create(runs, "one");
    }

    private void log(List<? extends TrainEvent> events) throws IOException {
        List<String> lines = events.stream().map(EventCodec::encode).toList();
        Files.write(run.events(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Observed await(RunFollower follower, Predicate<Observed> condition) throws InterruptedException {
        return changes.await(follower::observed, condition);
    }

    private RunFollower follower(LaunchedTrainer start) {
        return new RunFollower(LoggedRun.of(run), start, changes);
    }

    /** A trainer that is only a word: the reason why it ended. */
    private static final class Fake implements LaunchedTrainer {
        private final long sinceMs;
        private volatile String ended;

        Fake(long sinceMs) {
            this.sinceMs = sinceMs;
        }

        @Override
        public long sinceMs() {
            return sinceMs;
        }

        @Override
        public long pid() {
            return 4711;
        }

        @Override
        public Optional<String> ended() {
            return Optional.ofNullable(ended);
        }
    }

    @Test
    void seesWhatIsAppendedAndWhoHoldsTheLock() throws Exception {
        log(sample.events.subList(0, 5));
        try (RunFollower follower = follower(null)) {
            Observed first = await(follower, seen -> seen.state().isDescribed());
            assertThat(first.hasTrainer()).isFalse();
            assertThat(first.status(sample.nowMs())).isEqualTo(Status.CRASHED);

            log(sample.events.subList(5, sample.events.size()));
            await(follower, seen -> seen.state().equals(sample.state()));
            try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
                await(follower, Observed::hasTrainer);
            }
            await(follower, seen -> !seen.hasTrainer());
        }
    }

    /** A trainer takes the lock before it loads what it goes on from. */
    @Test
    void theCheckpointIsKnownWhileATrainerLoadsIt() throws Exception {
        log(sample.events);
        Files.createFile(run.checkpoints().resolve("last.safetensors"));
        try (RunFollower follower = follower(new Fake(sample.nowMs() + 1000))) {
            await(follower, seen -> seen.kept().checkpoint());
            try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
                Observed loading = await(follower, Observed::hasTrainer);
                assertThat(loading.trainer().start()).isNotNull();
                assertThat(loading.kept().checkpoint()).isTrue();
            }
        }
    }

    @Test
    void aTrainerIsOnItsWayUntilItsFirstEvent() throws Exception {
        log(sample.events);
        Fake trainer = new Fake(sample.nowMs() + 1000);
        try (RunFollower follower = follower(null)) {
            await(follower, seen -> seen.state().equals(sample.state()));
            follower.started(trainer);
            Observed starting = await(follower, seen -> seen.trainer().start() == trainer);
            assertThat(starting.status(sample.nowMs())).isEqualTo(Status.LOADING);
            assertThat(starting.trainer().pid()).isEqualTo(4711);

            log(List.of(new TrainEvent.RunResumed(sample.nowMs() + 2000, 10, 2, "checkpoints/last.safetensors")));
            Observed begun = await(follower, seen -> seen.trainer().start() == null);
            assertThat(begun.state().lastStep()).isEqualTo(10);
            assertThat(begun.trainer().startFailure()).isEmpty();
        }
    }

    @Test
    void aTrainerThatEndsBeforeItsFirstEventHasFailed() throws Exception {
        Fake trainer = new Fake(0);
        trainer.ended = "no data in /nowhere";
        try (RunFollower follower = follower(trainer)) {
            Observed failed =
                    await(follower, seen -> !seen.trainer().startFailure().isEmpty());
            assertThat(failed.trainer().startFailure()).isEqualTo("no data in /nowhere");
            assertThat(failed.trainer().start()).isNull();
        }
    }

    @Test
    void aTrainerThatEndsRightAfterItsFirstEventHasNot() throws Exception {
        log(sample.events);
        Fake trainer = new Fake(0);
        trainer.ended = "whatever it printed last";
        try (RunFollower follower = follower(trainer)) {
            Observed over = await(follower, seen -> seen.state().equals(sample.state()));
            assertThat(over.trainer().startFailure()).isEmpty();
        }
    }

    @Test
    void aRunThatIsOverHasItsWeightsOnlyWhereTheyAre() throws Exception {
        log(sample.events);
        log(List.of(OwnEvents.ended(sample.nowMs(), TrainEvent.EndReason.COMPLETED, 20, 2, 0.5, "")));
        try (RunFollower follower = follower(null)) {
            Observed alone = await(follower, seen -> seen.state().isOver());
            assertThat(alone.kept().weights()).isFalse();
            Files.createFile(run.checkpoints().resolve("best.safetensors"));
            await(follower, seen -> seen.kept().weights());
        }
    }

    @Test
    void aFolderThatGoesAwayLeavesWhatWasSeen() throws Exception {
        log(sample.events);
        try (RunFollower follower = follower(null)) {
            await(follower, seen -> seen.state().equals(sample.state()));
            for (Path path : List.of(run.events(), run.checkpoints(), run.commands(), run.path())) {
                Files.delete(path);
            }
            Observed gone = await(follower, seen -> !seen.log().trouble().isEmpty());
            assertThat(gone.log().trouble()).contains("gone");
            assertThat(gone.state()).isEqualTo(sample.state());
        }
    }

    /** Otherwise a colleague's run would look like a crashed one that can be resumed. */
    @Test
    void ofALogThatWasNeverReadNobodyKnowsWhatItsRunDoes() throws Exception {
        Files.createDirectory(run.events());
        try (RunFollower follower = follower(null)) {
            Observed seen = await(follower, now -> !now.log().trouble().isEmpty());
            assertThat(seen.log().trouble()).startsWith("The log cannot be read: ");
            assertThat(seen.status(0)).isEqualTo(Status.UNKNOWN);
        }
    }

    @Test
    void aLogThatBeginsAnewIsReadAnew() throws Exception {
        log(sample.events);
        try (RunFollower follower = follower(null)) {
            await(follower, seen -> seen.state().equals(sample.state()));
            Files.delete(run.events());
            log(sample.events.subList(0, 3));
            RunState few = RunState.EMPTY.applyAll(sample.events.subList(0, 3));
            await(follower, seen -> seen.state().equals(few));
        }
    }

    @Test
    void countsLinesThatAreNoEvents() throws Exception {
        Files.writeString(run.events(), "garbage\n\n{}\n");
        log(sample.events);
        try (RunFollower follower = follower(null)) {
            Observed seen = await(follower, one -> one.state().equals(sample.state()));
            assertThat(seen.log().unreadable()).isEqualTo(3);
        }
    }
}
