package io.traindeck.supervise;

import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.text.Safe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does what is asked of a program, by signals, and answers each command. */
final class Steering {
    /** The most steps that a program may do after the signal to park: it ends after an epoch, or has some on their way. */
    private static final int STEPS_TO_PARK = 2;

    private final Program program;
    private final Map<String, String> signals;
    private final Stopping stopping;
    private final Announcer announcer;
    private final Duration grace;
    private final Runnable readOn;

    private Outcome.Asked asked = Outcome.Asked.NOTHING;
    private Signal toldBy;
    private long parkedAt;
    private long parkStep;
    private volatile boolean paused;
    private final List<Request> stops = new ArrayList<>();
    private boolean hasEnded;

    /**
     * @param signals the names of the signals that stand for commands, by the words of these
     * @param grace how long the program may take to answer
     * @param readOn publishes what the program has told so far
     */
    Steering(
            Program program,
            Map<String, String> signals,
            Stopping stopping,
            Announcer announcer,
            Duration grace,
            Runnable readOn) {
        this.program = program;
        this.signals = signals;
        this.stopping = stopping;
        this.announcer = announcer;
        this.grace = grace;
        this.readOn = readOn;
    }

    /** Returns the request that may have ended the program. */
    Outcome.Asked asked() {
        return asked;
    }

    /** Returns the signal by which the supervisor was told to end; empty if the run has ended for another reason. */
    Optional<Signal> terminatedBy() {
        return asked == Outcome.Asked.TERMINATE ? Optional.of(toldBy) : Optional.empty();
    }

    /** Returns the last signal that was sent to end the program; null if there was none. */
    Signal lastSignal() {
        return stopping.last();
    }

    /** Sends the next stronger signal if the program is to end and has not; to be called again and again. */
    void goOnStopping() {
        stopping.goOn();
        boolean goesOn = asked == Outcome.Asked.PARK
                && System.nanoTime() - parkedAt >= grace.toNanos()
                && announcer.step().getAsLong() - parkStep > STEPS_TO_PARK;
        if (goesOn) {
            // Its end, perhaps hours later, has nothing to do with that.
            asked = Outcome.Asked.NOTHING;
            announcer.warn("program_not_parked", "the program was told to park, and goes on: it may have saved only");
        }
    }

    /** Answers the commands to stop, once the program has ended; what comes after that is refused. */
    void ended() {
        hasEnded = true;
        stops.forEach(stop -> announcer.answer(stop, CommandStatus.DONE, ""));
    }

    /** @param isPrograms whether the program has said that it obeys it itself, but is paused and cannot */
    void obey(Request request, boolean isPrograms) {
        if (hasEnded) {
            announcer.answer(request, CommandStatus.REFUSED, "the program has ended");
            return;
        }
        if (request.command() == Command.STOP) {
            stop(request);
            return;
        }
        announcer.answer(request, CommandStatus.ACCEPTED, "");
        switch (request.command()) {
            case PAUSE -> pause(request);
            case RESUME -> announcer.answer(request, CommandStatus.DONE, goOn() ? "" : "it was not paused");
            default -> sendSignal(request, isPrograms);
        }
    }

    /** Whether the program stands still by our signal, and can take no command itself. For any thread. */
    boolean isPaused() {
        return paused;
    }

    private void pause(Request request) {
        if (stopping.isBegun()) {
            announcer.answer(request, CommandStatus.REFUSED, "the program is ending");
            return;
        }
        boolean wasPaused = paused;
        if (!paused) {
            program.signalAll(Signal.STOP);
            // Publish first what the program had told before: a step after a pause says that the run goes on.
            readOn.run();
            paused = true;
            announcer.paused();
        }
        announcer.answer(request, CommandStatus.DONE, wasPaused ? "it was paused already" : "");
    }

    private boolean goOn() {
        if (!paused) {
            return false;
        }
        paused = false;
        program.signalAll(Signal.CONT);
        announcer.unpaused();
        return true;
    }

    private void stop(Request request) {
        if (stopping.isBegun()) {
            announcer.answer(request, CommandStatus.DONE, "it is ending already");
            return;
        }
        stops.add(request);
        announcer.answer(request, CommandStatus.ACCEPTED, firstToStop() + " is sent");
        beginToStop();
    }

    /** Ends a program that was asked to stop twice, and has said each time that it will. */
    void insistOnStop() {
        if (!stopping.isBegun()) {
            announcer.warn(
                    "program_ending",
                    "stop was asked for once more before the program was done; " + firstToStop() + " is sent");
            beginToStop();
        }
    }

    private Signal firstToStop() {
        Signal named = signal(Command.STOP);
        return named == null ? Signal.INT : named;
    }

    private void beginToStop() {
        asked = Outcome.Asked.STOP;
        goOn();
        stopping.begin(firstToStop());
    }

    private void sendSignal(Request request, boolean isPrograms) {
        Signal signal = signal(request.command());
        if (signal == null) {
            announcer.answer(request, CommandStatus.REFUSED, whyNot(request, isPrograms));
            return;
        }
        boolean parks = request.command() == Command.PARK;
        if (parks && stopping.isBegun()) {
            announcer.answer(request, CommandStatus.REFUSED, "the program is ending");
            return;
        }
        if (paused && !parks) {
            announcer.answer(
                    request, CommandStatus.REFUSED, "the program is paused: it gets no signal until it goes on");
            return;
        }
        if (!program.signalWhoCatches(signal)) {
            announcer.answer(
                    request,
                    CommandStatus.REFUSED,
                    "the program has no handler for " + signal + ", which would end it");
            return;
        }
        if (parks) {
            // The signal waits for a program that is paused.
            goOn();
            asked = Outcome.Asked.PARK;
            parkedAt = System.nanoTime();
            parkStep = announcer.step().getAsLong();
        }
        announcer.answer(request, CommandStatus.DONE, signal + " is sent");
    }

    private static String whyNot(Request request, boolean isPrograms) {
        if (isPrograms) {
            return "the program is paused, and does it only while it goes on: resume it first";
        }
        return request.setting() == null
                ? "the program does not obey it, and no --on names a signal for it"
                : "the program has not said that "
                        + Safe.forLine(request.setting().dial()) + " can be set while it runs";
    }

    private Signal signal(Command command) {
        String name = signals.get(command.word());
        return name == null ? null : Signal.valueOf(name);
    }

    /**
     * Passes on the signal by which the supervisor was told to end; at the second one, the program is killed. A program
     * that has ended gets none.
     */
    void terminate(Signal signal) {
        if (hasEnded) {
            return;
        }
        if (asked == Outcome.Asked.TERMINATE) {
            announcer.warn("program_ending", "told to end once more; KILL is sent");
            stopping.kill();
            return;
        }
        asked = Outcome.Asked.TERMINATE;
        toldBy = signal;
        goOn();
        if (stopping.isBegun()) {
            program.signalSession(signal);
        } else {
            stopping.begin(signal);
        }
    }
}
