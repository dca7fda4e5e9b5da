package io.traindeck.train;

import io.traindeck.event.EventBus;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandStatus;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Obeys the controls between two steps and reports what becomes of each command. Holds the state that they leave
 * behind: paused, told to stop, told to end.
 */
final class ControlDesk {
    private final ControlQueue controls;
    private final EventBus bus;
    private final InstantSource clock;
    private boolean paused;
    private Optional<Control.Obey> stop = Optional.empty();
    private Optional<Control.Obey> park = Optional.empty();
    private Optional<Control.Terminate> termination = Optional.empty();

    ControlDesk(ControlQueue controls, EventBus bus, InstantSource clock) {
        this.controls = controls;
        this.bus = bus;
        this.clock = clock;
    }

    /** Saves a full checkpoint of the present state of the loop, for whoever asked. */
    interface Saver {
        /**
         * Saves a person's checkpoint, which is kept under the step's own name; {@code answer} is told how it ended.
         */
        void saveStep(LoopState loop, CheckpointAnswer answer);

        /** Saves the last checkpoint, because a signal asked for it. */
        void saveForSignal(LoopState loop);

        /**
         * Saves the last checkpoint and waits until it is written, because the run is to be parked.
         *
         * @return why it could not be written; empty if it is there
         */
        Optional<String> saveToPark(LoopState loop);
    }

    /** Turns the dials of the run. */
    @FunctionalInterface
    interface Turner {
        /**
         * Turns a dial from the next step on.
         *
         * @return a remark; may be empty
         * @throws IllegalArgumentException in one line for the user, if the dial cannot have that value; then nothing
         *     has changed
         */
        String turn(Request.Setting setting);
    }

    /** Is told how a checkpoint ended, on any thread; exactly one of the two is null. */
    interface CheckpointAnswer {
        void accept(String file, String failure);
    }

    /** Obeys what was asked since the last call; does not return while the run is paused. */
    void heed(LoopState loop, Saver saver, Turner turner) throws InterruptedException {
        Optional<Control> control = controls.poll();
        while (control.isPresent()) {
            obey(control.get(), loop, saver, turner);
            control = paused && !ending() ? Optional.of(controls.take()) : controls.poll();
        }
    }

    /** Whether the run was told to stop early: to finish the step, validate and end. */
    boolean stopped() {
        return stop.isPresent();
    }

    /** Whether the run is to end now and go on later: everything that it needs for that is saved. */
    boolean parked() {
        return park.isPresent();
    }

    /** The signal that told the run to end now; empty if none did. */
    Optional<Control.Terminate> termination() {
        return termination;
    }

    /** Whether the run is to end without the validation that an early stop still makes. */
    boolean endingAtOnce() {
        return park.isPresent() || termination.isPresent();
    }

    /** Whether no further step is wanted. */
    boolean ending() {
        return stop.isPresent() || endingAtOnce();
    }

    /** Answers every command that is still open, when the run is over. */
    void ended(boolean well) {
        Optional<Control.Obey> asked = stop.isPresent() ? stop : park;
        asked.ifPresent(command ->
                answer(command, well ? CommandStatus.DONE : CommandStatus.REFUSED, well ? "" : "the run failed"));
        for (Optional<Control> left = controls.poll(); left.isPresent(); left = controls.poll()) {
            if (left.get() instanceof Control.Obey command) {
                answer(command, CommandStatus.REFUSED, "the run has ended");
            }
        }
    }

    private void obey(Control control, LoopState loop, Saver saver, Turner turner) {
        if (control instanceof Control.Terminate terminate) {
            termination = Optional.of(terminate);
        } else if (control instanceof Control.Save) {
            saver.saveForSignal(loop);
        } else if (control instanceof Control.Obey command) {
            obey(command, loop, saver, turner);
        }
    }

    private void obey(Control.Obey asked, LoopState loop, Saver saver, Turner turner) {
        answer(asked, CommandStatus.ACCEPTED, "");
        switch (asked.request().command()) {
            case PAUSE -> pause(asked, loop);
            case RESUME -> answer(asked, CommandStatus.DONE, unpause(loop) ? "" : "it was not paused");
            case CHECKPOINT ->
                saver.saveStep(
                        loop,
                        (file, failure) -> answer(
                                asked,
                                failure == null ? CommandStatus.DONE : CommandStatus.REFUSED,
                                failure == null ? file : failure));
            case STOP -> stop(asked, loop);
            case PARK -> park(asked, loop, saver);
            case SET -> set(asked, turner);
        }
    }

    private void set(Control.Obey asked, Turner turner) {
        if (ending()) {
            answer(asked, CommandStatus.REFUSED, "the run is ending");
            return;
        }
        try {
            answer(asked, CommandStatus.DONE, turner.turn(asked.request().setting()));
        } catch (IllegalArgumentException e) {
            answer(asked, CommandStatus.REFUSED, e.getMessage());
        }
    }

    private void pause(Control.Obey asked, LoopState loop) {
        if (ending()) {
            answer(asked, CommandStatus.REFUSED, "the run is ending");
        } else if (!paused) {
            paused = true;
            bus.publish(new TrainEvent.Paused(clock.millis(), loop.step()));
            answer(asked, CommandStatus.DONE, "");
        } else {
            answer(asked, CommandStatus.DONE, "it was paused already");
        }
    }

    private void stop(Control.Obey asked, LoopState loop) {
        if (stop.isPresent()) {
            answer(asked, CommandStatus.DONE, "it is stopping already");
        } else if (endingAtOnce()) {
            answer(asked, CommandStatus.REFUSED, "the run is ending");
        } else {
            stop = Optional.of(asked);
            unpause(loop);
        }
    }

    /** Parks the run, unless its checkpoint cannot be written: it would lose what it has learnt since the last one. */
    private void park(Control.Obey asked, LoopState loop, Saver saver) {
        if (park.isPresent()) {
            answer(asked, CommandStatus.DONE, "it is being parked already");
            return;
        }
        if (ending()) {
            answer(asked, CommandStatus.REFUSED, "the run is ending");
            return;
        }
        Optional<String> failure = saver.saveToPark(loop);
        if (failure.isPresent()) {
            answer(asked, CommandStatus.REFUSED, failure.get() + "; the run is not ended");
        } else {
            park = Optional.of(asked);
        }
    }

    private boolean unpause(LoopState loop) {
        if (!paused) {
            return false;
        }
        paused = false;
        bus.publish(new TrainEvent.Unpaused(clock.millis(), loop.step()));
        return true;
    }

    private void answer(Control.Obey asked, CommandStatus status, String reason) {
        bus.publish(new TrainEvent.CommandAnswered(
                clock.millis(), asked.request().id(), asked.request().command().word(), status, reason));
    }
}
