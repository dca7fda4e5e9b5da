package io.traindeck.train;

import io.traindeck.data.BatchLoader;
import io.traindeck.event.Dial;
import io.traindeck.event.EventBus;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import java.time.InstantSource;

/** The dials of a run while it trains; makes everything follow that depends on a dial when it is turned. */
final class DialBoard {
    private final TrainingSetup setup;
    private final TrainStep trainStep;
    private final BatchLoader training;
    private final CheckpointKeeper checkpoints;
    private final EventBus bus;
    private final InstantSource clock;
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
    String turn(Request.Setting setting, LoopState loop) {
        Dial dial = Dial.of(setting.dial())
                .orElseThrow(() -> new IllegalArgumentException(new RunReport(setup).noDial(setting)));
        DialsInForce turned = inForce.turned(dial, setting.value(), loop);
        String before = inForce.text(dial);
        if (turned == inForce) {
            return dial.word() + " is " + before + " already";
        }
        use(turned, loop);
        publish(dial, before, loop);
        return dial.word() + " from " + before + " to " + inForce.text(dial);
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

    /** Publishes the dials that were turned since the last step. */
    void publishTurned(LoopState loop) {
        inForce.turnedHere().forEach((dial, before) -> publish(dial, before, loop));
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
