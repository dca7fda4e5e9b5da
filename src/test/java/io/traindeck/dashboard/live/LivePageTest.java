package io.traindeck.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Changes;
import io.traindeck.testing.OwnEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePageTest {
    private static final TerminalSize SIZE = new TerminalSize(80, 24);
    private static final String LOADING = "The trainer is still loading; try again in a moment.";

    /** A trainer that has not logged anything yet. */
    private static final LaunchedTrainer ON_ITS_WAY = new LaunchedTrainer() {
        @Override
        public long sinceMs() {
            return Long.MAX_VALUE;
        }

        @Override
        public long pid() {
            return 4711;
        }

        @Override
        public Optional<String> ended() {
            return Optional.empty();
        }
    };

    @TempDir
    Path runs;

    private final SampleRun sample = new SampleRun(30, 10).steps(3);
    private final Changes changes = new Changes();
    private RunFolder run;

    @BeforeEach
    void makeRun() throws Exception {
        run = RunFolder.create(runs, "one");
        Files.createFile(run.runJson());
    }

    private void log(List<? extends TrainEvent> events) throws IOException {
        Files.write(run.events(), events.stream().map(EventCodec::encode).toList());
    }

    private LivePage page() {
        Workplace place = new Workplace(
                new KeyTable(), List.of(runs), RunFolder::name, null, (folder, dials) -> ON_ITS_WAY, ZoneOffset.UTC);
        return new LivePage(LoggedRun.of(run), null, place, changes);
    }

    private String screen(LivePage page) {
        page.refresh(sample.nowMs());
        return Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE));
    }

    private String await(LivePage page, String words) throws InterruptedException {
        return changes.await(() -> screen(page), screen -> screen.contains(words));
    }

    private static String footer(String screen) {
        return screen.lines().toList().get(23);
    }

    private void assertSent(int commands) {
        assertThat(run.commands().toFile().list()).hasSize(commands);
    }

    @Test
    void nothingIsSentToATrainerThatHasNotBegun() throws Exception {
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = page()) {
            assertThat(footer(await(page, "LOADING"))).doesNotContain("pause", "checkpoint", "early stop");
            for (Action action :
                    List.of(Action.PAUSE_OR_GO_ON, Action.CHECKPOINT, Action.EARLY_STOP, Action.RESUME, Action.YES)) {
                page.press(action, SIZE);
                assertThat(screen(page)).as("%s", action).contains(LOADING);
                page.say("");
            }
            page.obey(TypedCommand.of("checkpoint"));
            assertThat(screen(page)).contains(LOADING);
            assertSent(0);

            log(sample.events);
            assertThat(footer(await(page, "RUNNING"))).contains("p pause", "c checkpoint", "e early stop");
            page.press(Action.CHECKPOINT, SIZE);
            assertThat(screen(page)).contains("checkpoint: sent");
            assertSent(1);
            page.say("No command \"foo\" here");
            assertThat(screen(page)).contains("No command \"foo\" here");
        }
    }

    @Test
    void aCommandThatAnotherMachineDoesNotTakeEndsWithTheReason() throws Exception {
        log(sample.events);
        AtomicReference<String> refusal = new AtomicReference<>();
        LoggedRun.Elsewhere there =
                new LoggedRun.Elsewhere("gpu2:runs/one", () -> "", id -> Optional.ofNullable(refusal.get()));
        Workplace place = new Workplace(
                new KeyTable(), List.of(runs), RunFolder::name, null, (folder, dials) -> ON_ITS_WAY, ZoneOffset.UTC);
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = new LivePage(LoggedRun.of(run).copiedFrom(there), null, place, changes)) {
            await(page, "RUNNING");
            page.press(Action.PAUSE_OR_GO_ON, SIZE);
            assertThat(screen(page)).contains("pause: sent");
            refusal.set("Permission denied");
            assertThat(screen(page))
                    .contains("pause refused: Permission denied")
                    .doesNotContain("pause: sent");
            page.refresh(sample.nowMs() + 11_000);
            assertThat(Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE)))
                    .doesNotContain("pause refused", "pause: sent");
        }
    }

    /** Machines of a cluster need not agree on the time. */
    @Test
    void aTrainerWhoseClockIsBehindHasNotStalledAsLongAsItsLogGrows() throws Exception {
        log(sample.events);
        long hour = 3_600_000;
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = page()) {
            await(page, "RUNNING");
            page.refresh(sample.nowMs() + hour);
            assertThat(Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE)))
                    .as("nobody has seen it grow")
                    .contains("STALLED");
            String more = EventCodec.encode(OwnMetrics.step(sample.nowMs() + 1, 4, 1, 2, 1e-3, 1, 100)) + "\n";
            Files.writeString(run.events(), more, StandardOpenOption.APPEND);
            changes.await(
                    () -> {
                        page.refresh(sample.nowMs() + hour);
                        return Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE));
                    },
                    screen -> screen.contains("RUNNING"));
            page.refresh(sample.nowMs() + 2 * hour);
            assertThat(Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE)))
                    .contains("STALLED", "No progress for 1h");
        }
    }

    @Test
    void aTypedStopAsksAndAPauseOfAPausedRunIsNotSent() throws Exception {
        log(sample.events);
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = page()) {
            await(page, "RUNNING");
            page.obey(TypedCommand.of("stop"));
            assertThat(screen(page)).contains("Stop the run early?");
            assertSent(0);
            page.press(Action.YES, SIZE);
            assertSent(1);
            List<TrainEvent> paused = new ArrayList<>(sample.events);
            paused.add(new TrainEvent.Paused(sample.nowMs(), 30));
            log(paused);
            await(page, "PAUSED");
            page.obey(TypedCommand.of("pause"));
            assertThat(screen(page)).contains("The run is paused already");
            assertSent(1);
        }
    }

    /** Each of them would end in a refusal, or in the same failure. */
    @Test
    void aTrainerIsOnlyPromisedWhereOneCanTakeTheRunUp() throws Exception {
        log(sample.events);
        Path last = Files.createFile(run.checkpoints().resolve("last.safetensors"));
        try (LivePage page = page()) {
            assertThat(footer(await(page, "r goes on from its last checkpoint")))
                    .contains("r resume");
        }
        Files.delete(last);
        Files.delete(run.runJson());
        assertNobodyTakesItUp("its run.json is");
        Files.createFile(run.runJson());
        List<TrainEvent> saved = new ArrayList<>(sample.events);
        saved.add(new TrainEvent.Checkpoint(
                sample.nowMs(), TrainEvent.CheckpointKind.KEY, "checkpoints/last.safetensors", 30, 3, 1, 1));
        log(saved);
        assertNobodyTakesItUp("its last checkpoint is");
        Files.createFile(last);
        saved.add(OwnMetrics.step(sample.nowMs(), 31, 4, Double.NaN, 1e-3, Double.NaN, 100));
        saved.add(OwnEvents.ended(sample.nowMs(), TrainEvent.EndReason.FAILED, 30, 3, 0.5, "the loss became NaN"));
        log(saved);
        assertNobodyTakesItUp("would fail again");
    }

    private void assertNobodyTakesItUp(String why) throws Exception {
        try (LivePage page = page()) {
            String screen = await(page, why);
            assertThat(footer(screen)).doesNotContain("resume");
            page.press(Action.RESUME, SIZE);
            assertThat(screen(page)).contains("No trainer is at work").doesNotContain("Starting a trainer");
        }
    }

    @Test
    void aRunWithoutACheckpointIsStartedFromTheBeginning() throws Exception {
        log(sample.events);
        try (LivePage page = page()) {
            assertThat(footer(await(page, "CRASHED"))).contains("r start again");
            page.press(Action.CHECKPOINT, SIZE);
            assertThat(screen(page)).contains("No trainer is at work; r starts one from the beginning.");
            page.press(Action.RESUME, SIZE);
            await(page, "LOADING");
            page.press(Action.SHOW_OVERVIEW, SIZE);
            assertThat(screen(page))
                    .contains("It is loading what it needs to go on.", "A trainer starts the run from the beginning")
                    .doesNotContain("ETA", "nothing is logged yet")
                    .doesNotContainPattern("epoch +\\d+%");
            page.press(Action.CHECKPOINT, SIZE);
            assertThat(screen(page)).contains(LOADING);
            assertSent(0);
        }
    }

    private LivePage othersPage(String name, String content) throws Exception {
        Path log = Files.writeString(runs.resolve(name), content);
        Workplace place = new Workplace(
                new KeyTable(), List.of(runs), RunFolder::name, null, (folder, dials) -> ON_ITS_WAY, ZoneOffset.UTC);
        return new LivePage(Formats.all().find(log).orElseThrow(), null, place, changes);
    }

    /** Nobody takes commands for the log of another program: no key for one works, and none is spoken of. */
    @Test
    void theLogOfAnotherProgramIsLookedAtOnly() throws Exception {
        try (LivePage page = othersPage("metrics.csv", "step,loss\n1,0.5\n2,0.25\n")) {
            String screen = await(page, "0.25");
            assertThat(footer(screen))
                    .doesNotContain("pause", "checkpoint", "early stop", "resume")
                    .contains("q leave");
            for (Action action :
                    List.of(Action.PAUSE_OR_GO_ON, Action.CHECKPOINT, Action.EARLY_STOP, Action.RESUME, Action.YES)) {
                assertThat(page.press(action, SIZE)).isEqualTo(Next.STAY);
                assertThat(footer(screen(page))).as("%s", action).isEqualTo(footer(screen));
            }
            for (String typed : List.of("pause", "resume", "checkpoint", "stop")) {
                assertThat(page.obey(TypedCommand.of(typed))).as(typed).isEmpty();
            }
            assertThat(page.commands()).doesNotContain("pause", "resume", "checkpoint", "stop");
            page.press(Action.HELP, SIZE);
            assertThat(screen(page)).doesNotContain("Pause training", "Write a checkpoint", "Validate,");
            assertThat(page.farewell()).isEmpty();
        }
    }

    @Test
    void aLogThatIsYetToComeIsWaitedFor() throws Exception {
        try (LivePage page = othersPage("nohup.out", "")) {
            await(page, "Waiting for the first numbers in ");
            Files.writeString(runs.resolve("nohup.out"), "step 1 loss 0.5\nstep 2 loss 0.25\nstep 3 loss 0.125\n");
            assertThat(await(page, "0.125")).doesNotContain("Waiting");
        }
    }

    @Test
    void whatBecomesOfALogIsSaidWhateverElseWasSaidBefore() throws Exception {
        try (LivePage page = othersPage("metrics.csv", "step,loss\n1,0.5\n2,0.25\n")) {
            await(page, "0.25");
            page.say("A word about something else.");
            Files.delete(runs.resolve("metrics.csv"));
            assertThat(await(page, "The log is gone")).contains("0.25");
        }
    }

    @Test
    void aTrainerThatParksIsAskedToByKeyAndByWordAndIsTakenUpAgainByKey() throws Exception {
        Files.writeString(
                run.events(),
                """
                {"event":"run_started","time_ms":1,"schema":2,"run":"one","commands":["park"]}
                {"event":"step","time_ms":2,"step":1,"loss":0.5}
                """);
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = page()) {
            assertThat(footer(await(page, "0.5"))).contains("P park");
            page.press(Action.PARK, SIZE);
            assertThat(page.obey(TypedCommand.of("park"))).isPresent();
            assertSent(2);
            Files.writeString(
                    run.events(),
                    """
                    {"event":"run_ended","time_ms":3,"reason":"parked","step":1}
                    """,
                    StandardOpenOption.APPEND);
            assertThat(footer(await(page, "PARKED"))).contains("r start again").doesNotContain("P park");
        }
    }

    /** A trainer is not asked for what it does not obey. */
    @Test
    void aTrainerIsAskedOnlyForWhatItObeys() throws Exception {
        Files.writeString(
                run.events(),
                """
                {"event":"run_started","time_ms":1,"schema":2,"run":"one","commands":["stop"]}
                {"event":"step","time_ms":2,"step":1,"loss":0.5}
                """);
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = page()) {
            assertThat(footer(await(page, "0.5"))).doesNotContain("p pause", "c checkpoint", "P park");
            assertThat(page.commands()).doesNotContain("park");
            page.press(Action.CHECKPOINT, SIZE);
            page.press(Action.PAUSE_OR_GO_ON, SIZE);
            page.press(Action.PARK, SIZE);
            assertSent(0);
            page.press(Action.YES, SIZE);
            assertSent(1);
        }
    }
}
