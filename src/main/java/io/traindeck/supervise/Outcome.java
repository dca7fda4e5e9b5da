package io.traindeck.supervise;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import java.util.Optional;

/**
 * The end of a program.
 *
 * @param status its exit status, as a shell tells it
 * @param told what it has itself said of its end; empty if it has said nothing
 * @param lastWords the last line that it printed that says why it failed; empty if it printed nothing
 * @param outOfMemory whether the kernel has killed a process meanwhile because memory ran out; empty if that is unknown
 */
record Outcome(int status, Optional<RunEnded> told, String lastWords, Optional<Boolean> outOfMemory) {
    /** A request that may have ended the program. */
    enum Asked {
        NOTHING,
        /** To stop early. */
        STOP,
        /** To save everything and end. */
        PARK,
        /** To end because the supervisor was told to. */
        TERMINATE
    }

    /** Returns why the run has ended. */
    EndReason reason(Asked asked) {
        if (asked == Asked.TERMINATE) {
            return EndReason.TERMINATED;
        }
        if (asked == Asked.STOP && (told.isEmpty() || told.get().reason() == EndReason.TERMINATED)) {
            return EndReason.STOPPED;
        }
        // A program that is stopped after it has told its end was done: how it ends then does not count.
        if (told.isPresent()
                && (status == 0 || asked == Asked.STOP || isExpected(told.get().reason()))) {
            return told.get().reason();
        }
        if (status == 0) {
            return asked == Asked.PARK ? EndReason.PARKED : EndReason.COMPLETED;
        }
        return EndReason.FAILED;
    }

    /** Whether a program may have another exit status than 0 after such an end. */
    private static boolean isExpected(EndReason reason) {
        return switch (reason) {
            case STOPPED, PARKED, TERMINATED, FAILED -> true;
            default -> false;
        };
    }

    /**
     * Returns what is to be said of the end; empty if the reason says it all.
     *
     * @param last the last signal that was sent to end the program; null for none
     */
    String message(EndReason reason, Signal last) {
        String own = told.map(RunEnded::message).orElse("");
        if (reason == EndReason.FAILED) {
            String why = own.isEmpty() ? lastWords : own;
            return how(last) + (why.isEmpty() ? "" : ": " + why);
        }
        if (!own.isEmpty() || status == 0) {
            return own;
        }
        return reason == EndReason.STOPPED || reason == EndReason.TERMINATED
                ? "ended by " + (Signal.ofExit(status).isEmpty() ? "exit status " + status : Signal.ofExit(status))
                : how(last);
    }

    private String how(Signal last) {
        String signal = Signal.ofExit(status);
        if (signal.isEmpty()) {
            return "exit status " + status;
        }
        if (status == Signal.KILL.exitStatus() && last != Signal.KILL) {
            if (outOfMemory.isEmpty()) {
                return "killed by KILL; if nobody did it, the kernel has, for want of memory";
            }
            return outOfMemory.get() ? "killed by the kernel, for want of memory" : "killed by KILL";
        }
        return "killed by " + signal;
    }
}
