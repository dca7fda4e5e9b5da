package io.traindeck.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.event.Dial;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Changes;
import io.traindeck.testing.OwnEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of dials and the typed {@code set}, with a trainer at work and without one. */
class LiveDialsTest {
    private static final TerminalSize SIZE = new TerminalSize(80, 24);
    private static final int EPOCHS = 2;

    @TempDir
    Path runs;

    private final SampleRun sample = new SampleRun(EPOCHS, 10).withDials().epochsMore(EPOCHS);
    private final Changes changes = new Changes();
    private final List<Map<Dial, String>> started = new ArrayList<>();
    private String failure = "";
    private RunFolder run;

    /** A trainer that was started here, and has ended if a test wants it to have failed. */
    private final class Started implements LaunchedTrainer {
        @Override
        public long sinceMs() {
            return 0;
        }

        @Override
        public long pid() {
            return 4711;
        }

        @Override
        public Optional<String> ended() {
            return Optional.of(failure).filter(words -> !words.isEmpty());
        }
    }

    @BeforeEach
    void makeRun() throws Exception {
        run = RunFolder.create(runs, "one");
        Files.createFile(run.runJson());
        Files.createFile(run.checkpoints().resolve("last.safetensors"));
        log();
    }

    private void log() throws IOException {
        Files.write(run.events(), sample.events.stream().map(EventCodec::encode).toList());
    }

    private void end(EndReason reason) throws IOException {
        sample.add(OwnEvents.ended(sample.nowMs(), reason, sample.step(), 2, 0.5, ""));
        log();
    }

    private LivePage page() {
        return page(dials -> {
            started.add(dials);
            return new Started();
        });
    }

    private interface Starter {
        LaunchedTrainer start(Map<Dial, String> dials) throws RunException;
    }

    private LivePage page(Starter starter) {
        Workplace place = new Workplace(
                new KeyTable(),
                List.of(runs),
                RunFolder::name,
                null,
                (folder, dials) -> starter.start(dials),
                ZoneOffset.UTC);
        return new LivePage(LoggedRun.of(run), null, place, changes);
    }

    private String screen(LivePage page) {
        page.refresh(sample.nowMs());
        return Screens.text(page.draw(SIZE.getColumns(), SIZE.getRows(), Screens.ROLES, Glyphs.UNICODE));
    }

    /** The screen in one line: words may go on in the next. */
    private String words(LivePage page) {
        return screen(page).replaceAll("\\s+", " ");
    }

    private String await(LivePage page, String words) throws InterruptedException {
        return changes.await(() -> screen(page), screen -> screen.contains(words));
    }

    private void press(LivePage page, Action... actions) {
        Stream.of(actions).forEach(action -> page.press(action, SIZE));
    }

    /** Turns epochs up by two on the page of dials. */
    private String wantTwoMore(LivePage page) {
        press(page, Action.SHOW_DIALS, Action.FIRST);
        for (int i = 0; i < Dial.EPOCHS.ordinal(); i++) {
            press(page, Action.DOWN);
        }
        press(page, Action.DIAL_MORE, Action.DIAL_MORE);
        return screen(page);
    }

    private void set(LivePage page, String typed) {
        assertThat(page.obey(TypedCommand.of("set " + typed))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED,COMPLETED", "EARLY_STOP,EARLY STOP", "PARKED,PARKED"})
    void aRunThatIsOverTrainsOnWithTheDialsThatAreWanted(EndReason reason, String word) throws Exception {
        end(reason);
        try (LivePage page = page()) {
            await(page, word);
            assertThat(wantTwoMore(page)).contains("→ 4", "Enter train on", "← less");
            press(page, Action.SEND_DIAL);
            assertThat(started).containsExactly(Map.of(Dial.EPOCHS, "4"));
            assertThat(await(page, "LOADING")).as("nobody has turned it yet").contains("→ 4");

            sample.add(new RunResumed(sample.nowMs(), sample.step(), EPOCHS, "checkpoints/last.safetensors"));
            sample.add(new DialTurned(sample.nowMs(), sample.step(), "epochs", "2", "4"));
            try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
                log();
                assertThat(await(page, "RUNNING")).doesNotContain("→ 4").containsPattern("epochs +4");
            }
        }
    }

    @Test
    void aRunThatIsOverTrainsOnWithADialThatIsTyped() throws Exception {
        end(EndReason.COMPLETED);
        try (LivePage page = page()) {
            await(page, "COMPLETED");
            set(page, "epochs 4");
            set(page, "epochs=5");
            assertThat(started).containsExactly(Map.of(Dial.EPOCHS, "4"), Map.of(Dial.EPOCHS, "5"));
        }
    }

    @Test
    void aRunWhosePatienceRanOutTrainsOnWithMoreOfIt() throws Exception {
        end(EndReason.EARLY_STOP);
        try (LivePage page = page()) {
            await(page, "EARLY STOP");
            press(page, Action.RESUME);
            assertThat(words(page)).contains("The run stopped early. To train on, turn epochs up");
            set(page, "patience 0");
            assertThat(started).containsExactly(Map.of(Dial.PATIENCE, "0"));
        }
    }

    @Test
    void aCrashedRunGoesOnWithAllThatIsWanted() throws Exception {
        try (LivePage page = page()) {
            await(page, "CRASHED");
            wantTwoMore(page);
            press(page, Action.FIRST, Action.DIAL_LESS, Action.SEND_DIAL);
            assertThat(started).containsExactly(Map.of(Dial.EPOCHS, "4", Dial.MAX_LR, "0.002"));
        }
    }

    /** From its last checkpoint it would fail again, but not for sure with other dials. */
    @Test
    void aRunThatDivergedGoesOnWithOtherDials() throws Exception {
        sample.add(OwnMetrics.step(sample.nowMs(), 21, 3, Double.NaN, 1e-3, 1, 100));
        end(EndReason.FAILED);
        try (LivePage page = page()) {
            await(page, "FAILED");
            set(page, "max_lr 0.002");
            assertThat(started).containsExactly(Map.of(Dial.MAX_LR, "0.002"));
        }
    }

    @Test
    void aWantedValueStaysIfNoTrainerCanBeStarted() throws Exception {
        end(EndReason.COMPLETED);
        try (LivePage page = page(dials -> {
            throw new RunException("It is on gpu2");
        })) {
            await(page, "COMPLETED");
            wantTwoMore(page);
            press(page, Action.SEND_DIAL);
            assertThat(screen(page)).contains("It is on gpu2", "→ 4");
        }
    }

    @Test
    void aWantedValueStaysIfTheTrainerThatWasStartedFails() throws Exception {
        end(EndReason.COMPLETED);
        failure = "the disk is full";
        try (LivePage page = page()) {
            await(page, "COMPLETED");
            wantTwoMore(page);
            press(page, Action.SEND_DIAL);
            assertThat(await(page, "The trainer did not start: the disk is full"))
                    .contains("→ 4");
        }
    }

    @Test
    void aRunThatIsDoneSaysHowItTrainsOn() throws Exception {
        end(EndReason.COMPLETED);
        try (LivePage page = page()) {
            await(page, "COMPLETED");
            press(page, Action.RESUME);
            assertThat(words(page)).contains("The run is complete. To train on, turn epochs up", "--epochs N");
            press(page, Action.SHOW_DIALS, Action.FIRST, Action.DIAL_LESS, Action.SEND_DIAL);
            assertThat(words(page)).contains("trains on only with more epochs, for instance: set epochs 3", "→ 0.002");
            set(page, "epochs 2");
            assertThat(words(page)).contains("trains on only with more epochs, for instance: set epochs 3");
            Files.delete(run.checkpoints().resolve("last.safetensors"));
            await(page, "COMPLETED");
            assertThat(started).isEmpty();
        }
        try (LivePage page = page()) {
            await(page, "COMPLETED");
            set(page, "epochs 4");
            assertThat(words(page)).contains("It cannot go on: its last checkpoint is missing.");
            assertThat(started).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "learning_rate 1, there is no dial learning_rate; there are max_lr",
        "epochs NaN, 'epochs must be at least 1, not NaN'",
        "epochs -4, 'epochs must be at least 1, not -4'",
        "epochs 4.5, 'epochs must be a whole number, not 4.5'",
        "epochs many, 'epochs must be at least 1, not many'",
        "epochs, 'set needs a dial and its new value, for instance: set'",
        "'', 'set needs a dial and its new value, for instance: set'"
    })
    void aValueThatNoDialCanHaveStartsNothing(String typed, String why) throws Exception {
        end(EndReason.COMPLETED);
        try (LivePage page = page()) {
            await(page, "COMPLETED");
            set(page, typed);
            assertThat(words(page)).contains(why);
            assertThat(started).isEmpty();
        }
    }

    /** The trainer is the one who knows which dials it has and what they can be. */
    @Test
    void aDialThatIsTypedIsSentToATrainerAtWork() throws Exception {
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = page()) {
            await(page, "RUNNING");
            set(page, "max_lr   0.001");
            assertThat(screen(page)).contains("set max_lr 0.001: sent");
            assertThat(run.commands().toFile().listFiles()).singleElement().satisfies(file -> assertThat(
                            Files.readString(file.toPath()))
                    .containsPattern("\"command\": ?\"set\"")
                    .containsPattern("\"dial\": ?\"max_lr\"")
                    .contains("0.001"));
            set(page, "epochs");
            assertThat(words(page)).contains("set needs a dial and its new value");
            assertThat(run.commands().toFile().list()).hasSize(1);
            assertThat(started).isEmpty();
        }
    }

    @Test
    void aWantedValueThatWasSentIsNotWantedAnyMore() throws Exception {
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                LivePage page = page()) {
            await(page, "RUNNING");
            assertThat(wantTwoMore(page)).contains("→ 4");
            press(page, Action.SEND_DIAL);
            assertThat(screen(page)).contains("set epochs 4: sent").doesNotContain("→ 4");
            press(page, Action.SEND_DIAL);
            assertThat(screen(page)).contains("Nothing is changed here");
        }
    }
}
