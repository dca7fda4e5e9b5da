package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.EventBus;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests when a person's command is started, what it is told, and what becomes of one that goes wrong. */
class ToldCommandTest {
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final String NOTE =
            "echo \"$TRAINDECK_EVENT|$TRAINDECK_RUN_NAME|$TRAINDECK_CODE|$TRAINDECK_MESSAGE|$TRAINDECK_STATE"
                    + "|$TRAINDECK_STEP|$TRAINDECK_METRIC|$TRAINDECK_BEST|$TRAINDECK_BEST_STEP\" >> ";

    @TempDir
    private Path dir;

    private final List<TrainEvent> published = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Warning> warnings = new LinkedBlockingQueue<>();
    private final AtomicLong nowMs = new AtomicLong(1_000);
    private final EventBus bus = new EventBus((subscriber, failure) -> {
        throw new AssertionError(failure);
    });
    private RunFolder run;
    private Path notes;

    @BeforeEach
    void makeRun() throws Exception {
        run = RunFolder.create(dir, "one");
        notes = dir.resolve("notes");
        bus.subscribe(published::add);
        bus.subscribe(event -> {
            if (event instanceof Warning warning && warning.code().equals(ToldCommand.FAILED)) {
                warnings.add(warning);
            }
        });
    }

    private ToldCommand told(String command, Duration lookEvery, Duration limit) {
        ToldCommand told =
                new ToldCommand(command, run, bus, () -> Instant.ofEpochMilli(nowMs.get()), lookEvery, limit);
        bus.subscribe(told);
        return told;
    }

    private void step(long timeMs, int step, double loss) {
        bus.publish(new Measured(
                timeMs,
                Measured.Kind.VALIDATION,
                step,
                Double.NaN,
                null,
                Names.of("val_loss").with(loss)));
    }

    private void end(EndReason reason, String message) {
        bus.publish(new RunEnded(nowMs.get(), reason, 7, new Best("val_loss", 0.25, 3, 0), message));
    }

    private List<String> notes() throws IOException {
        return Files.readAllLines(notes);
    }

    @Test
    void theCommandIsToldTheFacts() throws Exception {
        try (ToldCommand told = told(NOTE + notes, SELDOM, Patience.LIMIT)) {
            step(1_000, 3, 0.25);
            step(1_001, 7, 0.5);
            bus.publish(new Warning(1_002, "loss_diverges", "it goes up; turn it down", 7));
            awaitNotes(1);
            end(EndReason.STOPPED, "stopped \"$(touch " + dir.resolve("hacked") + ")\" \n by hand");
        }
        assertThat(notes())
                .containsExactly(
                        "advice|one|loss_diverges|it goes up; turn it down|running|7|val_loss|0.25|3",
                        "ended|one||stopped \"$(touch " + dir.resolve("hacked")
                                + ")\" ? by hand|stopped|7|val_loss|0.25|3");
        assertThat(dir.resolve("hacked")).doesNotExist();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aFailureIsToldAsOne() throws Exception {
        try (ToldCommand told = told(NOTE + notes, SELDOM, Patience.LIMIT)) {
            end(EndReason.FAILED, "the loss became NaN");
        }
        assertThat(notes()).singleElement().asString().startsWith("failed|one||the loss became NaN|failed|");
    }

    @Test
    void aStallIsToldOnceUntilTheRunGoesOn() throws Exception {
        try (ToldCommand told = told(NOTE + notes, OFTEN, Patience.LIMIT)) {
            step(1_000, 1, 0.5);
            step(2_000, 2, 0.5);
            nowMs.set(4_000_000);
            awaitNotes(1);
            step(4_000_000, 3, 0.5);
            awaitNoStall(told);
            // Longer than three times the last silence, which may have been a validation.
            nowMs.set(90_000_000);
            awaitNotes(2);
        }
        assertThat(notes()).hasSize(2).allSatisfy(note -> assertThat(note).startsWith("stalled|one||nothing new for "));
    }

    /** Printed lines without a number are no events. */
    @Test
    void aProgramThatPrintsHasNotStalled() throws Exception {
        Files.writeString(run.trainerLog(), "");
        try (ToldCommand told = told(NOTE + notes, OFTEN, Patience.LIMIT)) {
            step(1_000, 1, 0.5);
            nowMs.set(601_000);
            Files.writeString(run.trainerLog(), "still reading the corpus\n");
            await(() -> told.printedMs() == 601_000);
            nowMs.set(1_200_000);
            assertThat(notes).doesNotExist();
            nowMs.set(1_201_001);
            awaitNotes(1);
        }
        assertThat(notes()).singleElement().asString().startsWith("stalled|one||nothing new for 10m00s|stalled|");
    }

    private void awaitNotes(int count) throws IOException {
        await(() -> Files.exists(notes) && notes().size() >= count);
    }

    private static void awaitNoStall(ToldCommand told) throws IOException {
        await(() -> !told.isStalled());
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000); // A file cannot call back.
        }
    }

    @Test
    void aCommandThatFailsIsSaidOnceAndStartsNoOther() throws Exception {
        try (ToldCommand told = told("echo x >> " + notes + "; exit 3", SELDOM, Patience.LIMIT)) {
            bus.publish(new Warning(1_002, "a", "first", 7));
            Warning warning = warnings.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(warning).isNotNull();
            assertThat(warning.message()).startsWith("the command of --exec ended with exit code 3 (advice)");
            bus.publish(new Warning(1_003, "a", "second", 7));
        }
        assertThat(notes()).hasSize(2);
        assertThat(warnings).isEmpty();
    }

    /** The command's own background processes are ended too. */
    @Test
    void aCommandThatHangsIsEndedWithItsGroupAndHoldsNobodyUp() throws Exception {
        Path alive = dir.resolve("alive");
        String command = "(sleep 600; touch " + alive + ") & echo $! > " + notes + "; sleep 600";
        try (ToldCommand told = told(command, SELDOM, Duration.ofMillis(500))) {
            end(EndReason.COMPLETED, "");
        }
        assertThat(warnings.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).message())
                .startsWith("the command of --exec had not ended after ");
        long child = Long.parseLong(notes().get(0));
        await(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** What comes after the end, such as a log that cannot be closed, says less. */
    @Test
    void theEndIsToldWhateverComesAfterIt() throws Exception {
        Path go = dir.resolve("go");
        String command = "while [ ! -e " + go + " ]; do sleep 0.02; done; " + NOTE + notes;
        try (ToldCommand told = told(command, SELDOM, Patience.LIMIT)) {
            bus.publish(new Warning(1_000, "a", "first", 7));
            end(EndReason.COMPLETED, "all done");
            for (int i = 0; i < 20; i++) {
                bus.publish(new Warning(1_000, "log_failed", "number " + i, 7));
            }
            Thread opener = new Thread(() -> {
                try {
                    await(told::isClosing);
                    Files.createFile(go);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            opener.start();
        }
        assertThat(notes()).anyMatch(note -> note.startsWith("ended|one||all done|"));
        assertThat(notes()).hasSizeLessThanOrEqualTo(2);
    }

    /** Events that come while a command runs wait, the newest of them. */
    @Test
    void nobodyWhoPublishesWaitsForACommand() throws Exception {
        Path go = dir.resolve("go");
        String command = "while [ ! -e " + go + " ]; do sleep 0.02; done; " + NOTE + notes;
        try (ToldCommand told = told(command, SELDOM, Patience.LIMIT)) {
            for (int i = 0; i < 10_000; i++) {
                bus.publish(new Warning(1_000, "a", "number " + i, 7));
            }
            assertThat(published).hasSize(10_000);
            Files.createFile(go);
            await(() -> Files.exists(notes) && notes().stream().anyMatch(note -> note.contains("number 9999")));
        }
        assertThat(notes()).hasSizeBetween(ToldCommand.MOST_WAITING, ToldCommand.MOST_WAITING + 1);
    }
}
