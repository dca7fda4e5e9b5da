package io.traindeck.train;

import io.traindeck.data.BatchLoader;
import io.traindeck.event.Dial;
import io.traindeck.event.EventBus;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The dials of a run while it trains; makes everything follow that depends on a dial when it is turned. */
final class DialBoard {
    private final TrainingSetup setup;
    private final TrainStep trainStep;
    private final BatchLoader training;
    private final CheckpointKeeper checkpoints;
    private final EventBus bus;
    private final InstantSource clock;

    /** The turns of an earlier trainer that are still to be made again, in their order. */
    private final List<TurnsOnRecord.Turn> again = new ArrayList<>();

    private DialsInForce inForce;
    private Schedule schedule;

    /** @param start the dials that {@code trainStep}, {@code training} and {@code checkpoints} were made with */
    DialBoard(
            TrainingSetup setup,
            DialsInForce start,
            TrainStep trainStep,
            BatchLoader training,
            CheckpointKeeper checkpoints,
            EventBus bus,
            InstantSource clock) {
        this.setup = setup;
        inForce = start;
        schedule = start.schedule();
        this.trainStep = trainStep;
        this.training = training;
        this.checkpoints = checkpoints;
        this.bus = bus;
        this.clock = clock;
    }

    /** The dials that hold for the next step. */
    DialsInForce inForce() {
        return inForce;
    }

    /** Returns the learning rate of the step that follows after {@code step} steps. */
    double lr(int step) {
        return schedule.lr(step);
    }

    /**
     * Turns a dial from the next step on.
     *
     * @return a remark
     * @throws IllegalArgumentException in one line for the user, if the dial cannot have that value; then nothing has
     *     changed
     */
    private String turn(Request.Setting setting, LoopState loop) {
        Dial dial = Dial.of(setting.dial())
                .orElseThrow(() -> new IllegalArgumentException(new RunReport(setup).noDial(setting)));
        String before = inForce.text(dial);
        boolean turned = turn(dial, setting.value(), loop);
        boolean untold = again.removeIf(turn -> turn.dial() == dial);
        if (untold) {
            publishHeld(dial, loop);
        }
        return turned
                ? dial.word() + " from " + before + " to " + inForce.text(dial)
                : dial.word() + " is " + before + " already";
    }

    private boolean turn(Dial dial, String value, LoopState loop) {
        DialsInForce turned = inForce.turned(dial, value, loop);
        if (turned == inForce) {
            return false;
        }
        String before = inForce.text(dial);
        use(turned, loop);
        publish(dial, before, loop);
        return true;
    }

    /**
     * Returns who turns the dials at this place in the run. Turns that an earlier trainer made here, after the
     * checkpoint that the run has gone on from, are made again first.
     */
    ControlDesk.Turner at(LoopState loop) {
        turnAgain(loop);
        return setting -> turn(setting, loop);
    }

    private void turnAgain(LoopState loop) {
        while (!again.isEmpty() && again.get(0).isDue(loop, inForce.stepsPerEpoch())) {
            TurnsOnRecord.Turn turn = again.remove(0);
            try {
                turn(turn.dial(), turn.value(), loop);
            } catch (IllegalArgumentException e) {
                // The run has become another one, because a person has turned another dial.
                warn(turn.dial().word() + " cannot be turned to " + turn.value() + " again: " + e.getMessage(), loop);
            }
        }
    }

    /** Makes these dials hold from the next step on. */
    void use(DialsInForce next, LoopState loop) {
        boolean otherImages = next.dials().regularisation().augment()
                != inForce.dials().regularisation().augment();
        inForce = next;
        schedule = next.schedule();
        trainStep.turn(next.dials(), schedule);
        checkpoints.turn(next);
        if (otherImages) {
            training.start(setup.order(next.dials()), loop.epoch(), loop.batch());
        }
    }

    /**
     * Publishes the dials that were turned since the last step, and what becomes of those that the run's log tells after
     * it: they are turned again at their steps if the run goes on from its last checkpoint, unless a person has turned
     * them now.
     */
    void goOn(TrainingSetup.Resume resume, LoopState loop) {
        inForce.turnedHere().forEach((dial, before) -> publish(dial, before, loop));
        List<TurnsOnRecord.Turn> later =
                new ArrayList<>(TurnsOnRecord.from(loop, inForce.stepsPerEpoch(), resume.recorded()));
        for (Dial dial : resume.changes().keySet()) {
            if (later.removeIf(turn -> turn.dial() == dial)) {
                publishHeld(dial, loop);
            }
        }
        if (resume.isFromLast()) {
            again.addAll(later);
        } else {
            tellDropped(later, loop);
        }
    }

    private void tellDropped(List<TurnsOnRecord.Turn> later, LoopState loop) {
        Map<Dial, String> dropped = new EnumMap<>(Dial.class);
        for (TurnsOnRecord.Turn turn : later) {
            String now = inForce.text(turn.dial());
            String words =
                    turn.dial().word() + " is " + now + ", not " + turn.value() + " as since step " + turn.step();
            dropped.remove(turn.dial());
            if (!now.equals(turn.value())) {
                dropped.put(turn.dial(), words);
            }
        }
        if (!dropped.isEmpty()) {
            warn(
                    "the dials are as they were at step " + loop.step() + ": " + String.join("; ", dropped.values()),
                    loop);
        }
    }

    private void warn(String message, LoopState loop) {
        bus.publish(new TrainEvent.Warning(clock.millis(), "turn_dropped", message, loop.step()));
    }

    /** Tells that a dial is to stay as it is: the next trainer must not turn it again either, and knows only the log. */
    private void publishHeld(Dial dial, LoopState loop) {
        publish(dial, inForce.text(dial), loop);
    }

    private void publish(Dial dial, String before, LoopState loop) {
        String now = inForce.text(dial);
        bus.publish(new TrainEvent.DialTurned(clock.millis(), loop.step(), dial.word(), before, now));
    }

    /** Notes that a step is done: a dial that was turned before it is no longer new. */
    void stepDone() {
        if (!inForce.turnedHere().isEmpty()) {
            inForce = inForce.afterStep();
            checkpoints.turn(inForce);
        }
    }
}
