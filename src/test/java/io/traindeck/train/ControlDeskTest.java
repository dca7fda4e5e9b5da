package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.traindeck.event.Command;
import io.traindeck.event.EventBus;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of each command, as its events tell it. */
class ControlDeskTest {
    private static final long STEP = 7;
    private static final LoopState LOOP =
            new LoopState((int) STEP, 1, (int) STEP, LoopState.Sums.NOTHING, LoopState.Best.NONE);
    private static final CommandStatus ACCEPTED = CommandStatus.ACCEPTED;
    private static final CommandStatus DONE = CommandStatus.DONE;
    private static final CommandStatus REFUSED = CommandStatus.REFUSED;

    private final ControlQueue controls = new ControlQueue();
    private final List<TrainEvent> events = new ArrayList<>();
    private final List<ControlDesk.CheckpointAnswer> saves = new ArrayList<>();
    private final CountDownLatch paused = new CountDownLatch(1);
    private int signalSaves;
    private int parkSaves;
    private Optional<String> diskFault = Optional.empty();
    private ControlDesk desk;

    @BeforeEach
    void listen() {
        EventBus bus = new EventBus((subscriber, failure) -> {
            throw new AssertionError(failure);
        });
        bus.subscribe(events::add);
        bus.subscribe(event -> {
            if (event instanceof TrainEvent.Paused) {
                paused.countDown();
            }
        });
        desk = new ControlDesk(controls, bus, InstantSource.system());
    }

    private final ControlDesk.Turner turner = setting -> {
        if (!setting.dial().equals("clip")) {
            throw new IllegalArgumentException("no dial");
        }
        return "clip is " + setting.value();
    };

    private final ControlDesk.Saver saver = new ControlDesk.Saver() {
        @Override
        public void saveStep(LoopState loop, ControlDesk.CheckpointAnswer answer) {
            saves.add(answer);
        }

        @Override
        public void saveForSignal(LoopState loop) {
            signalSaves++;
        }

        @Override
        public Optional<String> saveToPark(LoopState loop) {
            parkSaves++;
            return diskFault;
        }
    };

    @Test
    void aDialIsTurnedOrRefusedWithItsReason() throws InterruptedException {
        controls.add(new Control.Obey(new Request("a", Command.SET, new Request.Setting("clip", "2"))));
        controls.add(new Control.Obey(new Request("b", Command.SET, new Request.Setting("clop", "2"))));
        desk.heed(LOOP, saver, turner);
        assertThat(events)
                .extracting(event -> ((TrainEvent.CommandAnswered) event).status() + " "
                        + ((TrainEvent.CommandAnswered) event).reason())
                .containsExactly("ACCEPTED ", "DONE clip is 2", "ACCEPTED ", "REFUSED no dial");
    }

    @Test
    void withoutControlsNothingHappens() throws InterruptedException {
        desk.heed(LOOP, saver, turner);
        desk.ended(true);
        assertThat(events).isEmpty();
        assertThat(desk.ending()).isFalse();
    }

    @Test
    void aPauseHoldsTheLoopUntilItIsResumed() throws InterruptedException {
        ask(Command.PAUSE, "a");
        Thread loop = heedOnAThread();
        paused.await();
        assertThat(loop.isAlive()).isTrue();
        ask(Command.PAUSE, "b");
        ask(Command.RESUME, "c");
        loop.join();
        ask(Command.RESUME, "d");
        desk.heed(LOOP, saver, turner);

        assertThat(lives())
                .containsExactly(
                        tuple("a", ACCEPTED, ""),
                        tuple("paused", STEP),
                        tuple("a", DONE, ""),
                        tuple("b", ACCEPTED, ""),
                        tuple("b", DONE, "it was paused already"),
                        tuple("c", ACCEPTED, ""),
                        tuple("unpaused", STEP),
                        tuple("c", DONE, ""),
                        tuple("d", ACCEPTED, ""),
                        tuple("d", DONE, "it was not paused"));
    }

    /** The thread that writes the file answers that it is done, and only once the file is there. */
    @Test
    void aCheckpointIsDoneWhenItIsWrittenAndRefusedWhenItFails() throws InterruptedException {
        ask(Command.CHECKPOINT, "a");
        ask(Command.CHECKPOINT, "b");
        desk.heed(LOOP, saver, turner);
        assertThat(lives()).containsExactly(tuple("a", ACCEPTED, ""), tuple("b", ACCEPTED, ""));
        saves.get(0).accept("checkpoints/step-00000007.safetensors", null);
        saves.get(1).accept(null, "No space left on device");
        assertThat(lives())
                .endsWith(
                        tuple("a", DONE, "checkpoints/step-00000007.safetensors"),
                        tuple("b", REFUSED, "No space left on device"));
    }

    @Test
    void aPausedRunSavesAndStops() throws InterruptedException {
        ask(Command.PAUSE, "a");
        Thread loop = heedOnAThread();
        paused.await();
        ask(Command.CHECKPOINT, "b");
        controls.add(new Control.Save("USR1"));
        ask(Command.STOP, "c");
        loop.join();
        assertThat(saves).hasSize(1);
        assertThat(signalSaves).isEqualTo(1);
        assertThat(desk.stopped()).isTrue();
        assertThat(desk.ending()).isTrue();
        assertThat(desk.termination()).isEmpty();
        assertThat(lives()).endsWith(tuple("c", ACCEPTED, ""), tuple("unpaused", STEP));
        desk.ended(true);
        assertThat(lives()).endsWith(tuple("c", DONE, ""));
    }

    @Test
    void aPausedRunEndsOnASignal() throws InterruptedException {
        ask(Command.PAUSE, "a");
        Thread loop = heedOnAThread();
        paused.await();
        controls.add(new Control.Terminate("TERM"));
        loop.join();
        assertThat(desk.termination()).contains(new Control.Terminate("TERM"));
        assertThat(desk.stopped()).isFalse();
    }

    @Test
    void oneStopIsEnough() throws InterruptedException {
        ask(Command.STOP, "a");
        ask(Command.STOP, "b");
        desk.heed(LOOP, saver, turner);
        desk.ended(true);
        assertThat(lives())
                .containsExactly(
                        tuple("a", ACCEPTED, ""),
                        tuple("b", ACCEPTED, ""),
                        tuple("b", DONE, "it is stopping already"),
                        tuple("a", DONE, ""));
    }

    @Test
    void aPausedRunIsSavedOnceAndParked() throws InterruptedException {
        ask(Command.PAUSE, "a");
        Thread loop = heedOnAThread();
        paused.await();
        ask(Command.PARK, "b");
        loop.join();
        ask(Command.PARK, "c");
        ask(Command.STOP, "d");
        desk.heed(LOOP, saver, turner);
        assertThat(parkSaves).isEqualTo(1);
        assertThat(desk.parked()).isTrue();
        assertThat(desk.stopped()).isFalse();
        assertThat(desk.endingAtOnce()).isTrue();
        desk.ended(true);
        assertThat(lives())
                .endsWith(
                        tuple("a", DONE, ""),
                        tuple("b", ACCEPTED, ""),
                        tuple("c", ACCEPTED, ""),
                        tuple("c", DONE, "it is being parked already"),
                        tuple("d", ACCEPTED, ""),
                        tuple("d", REFUSED, "the run is ending"),
                        tuple("b", DONE, ""));
    }

    /** Otherwise it would go on later from an older checkpoint than it could have. */
    @Test
    void aRunThatCannotBeSavedIsNotParked() throws InterruptedException {
        diskFault = Optional.of("last.safetensors could not be written: No space left on device");
        ask(Command.PARK, "a");
        desk.heed(LOOP, saver, turner);
        assertThat(desk.parked()).isFalse();
        assertThat(desk.ending()).isFalse();
        assertThat(lives())
                .endsWith(tuple(
                        "a",
                        REFUSED,
                        "last.safetensors could not be written: No space left on device; the run is not ended"));
    }

    @Test
    void aRunThatStopsIsNotParked() throws InterruptedException {
        ask(Command.STOP, "a");
        ask(Command.PARK, "b");
        desk.heed(LOOP, saver, turner);
        assertThat(parkSaves).isZero();
        assertThat(lives()).endsWith(tuple("b", ACCEPTED, ""), tuple("b", REFUSED, "the run is ending"));
    }

    /** An answer that the run is paused would be a lie. */
    @Test
    void aRunThatEndsCannotBePaused() throws InterruptedException {
        ask(Command.STOP, "a");
        ask(Command.PAUSE, "b");
        desk.heed(LOOP, saver, turner);
        assertThat(lives())
                .containsExactly(
                        tuple("a", ACCEPTED, ""), tuple("b", ACCEPTED, ""), tuple("b", REFUSED, "the run is ending"));
    }

    @Test
    void aStopOfARunThatFailsIsRefusedAndSoIsWhatNobodyHeeded() throws InterruptedException {
        ask(Command.STOP, "a");
        desk.heed(LOOP, saver, turner);
        ask(Command.PAUSE, "b");
        controls.add(new Control.Save("USR1"));
        ask(Command.CHECKPOINT, "c");
        desk.ended(false);
        assertThat(lives())
                .containsExactly(
                        tuple("a", ACCEPTED, ""),
                        tuple("a", REFUSED, "the run failed"),
                        tuple("b", REFUSED, "the run has ended"),
                        tuple("c", REFUSED, "the run has ended"));
        assertThat(saves).isEmpty();
    }

    private void ask(Command command, String id) {
        controls.add(new Control.Obey(Request.of(id, command)));
    }

    private Thread heedOnAThread() {
        Thread loop = new Thread(() -> {
            try {
                desk.heed(LOOP, saver, turner);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        loop.start();
        return loop;
    }

    private List<Tuple> lives() {
        return events.stream().map(ControlDeskTest::life).toList();
    }

    private static Tuple life(TrainEvent event) {
        if (event instanceof TrainEvent.CommandAnswered answer) {
            return tuple(answer.id(), answer.status(), answer.reason());
        }
        if (event instanceof TrainEvent.Paused e) {
            return tuple("paused", e.step());
        }
        return tuple("unpaused", ((TrainEvent.Unpaused) event).step());
    }
}
