package io.traindeck.supervise;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import java.util.Optional;

/**
 * How a program has ended.
 *
 * @param status its exit status, as a shell tells it
 * @param told what it has said of its end itself; empty if nothing
 * @param lastWords the line that it has printed last that says why it failed; empty if it printed nothing
 * @param outOfMemory whether the kernel has killed something for want of memory meanwhile; empty if nobody knows
 */
record Outcome(int status, Optional<RunEnded> told, String lastWords, Optional<Boolean> outOfMemory) {
    private static final int KILLED = 128 + Signal.KILL.number();

    /** What it was asked for. */
    enum Asked {
        NOTHING,
        /** The early stop. */
        STOP,
        /** To save all and end. */
        PARK,
        /** The supervisor was told to end. */
        TERMINATE
    }

    /** Why the run has ended. */
    EndReason reason(Asked asked) {
        if (asked == Asked.TERMINATE) {
            return EndReason.TERMINATED;
        }
        if (asked == Asked.STOP && (told.isEmpty() || told.get().reason() == EndReason.TERMINATED)) {
            return EndReason.STOPPED;
        }
        if (told.isPresent() && (status == 0 || isExpected(told.get().reason()))) {
            return told.get().reason();
        }
        if (status == 0) {
            return asked == Asked.PARK ? EndReason.PARKED : EndReason.COMPLETED;
        }
        return EndReason.FAILED;
    }

    /** Ends after which a program may have another exit status than 0. */
    private static boolean isExpected(EndReason reason) {
        return switch (reason) {
            case STOPPED, PARKED, TERMINATED, FAILED -> true;
            default -> false;
        };
    }

    /**
     * What is to be said of it; empty if the reason says it all.
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
        if (status == KILLED && last != Signal.KILL) {
            if (outOfMemory.isEmpty()) {
                return "killed by KILL; if nobody did it, the kernel has, for want of memory";
            }
            return outOfMemory.get() ? "killed by the kernel, for want of memory" : "killed by KILL";
        }
        return "killed by " + signal;
    }
}
