package io.traindeck.supervise;

import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.RunEnded;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The requests to stop that are left to a program that obeys them itself. A program that hangs may accept one and never
 * come to do it: a second one is the supervisor's, and so is one that the program does not even take.
 *
 * <p>One that was accepted is never overdue by itself: the program may well be silent as it measures and saves its last
 * state, which a signal would spoil.
 */
final class LeftStops {
    private final long graceNs;

    /** The moments at which requests were first seen that nobody had taken, by their id. */
    private final Map<String, Long> untaken = new HashMap<>();

    private final Set<String> accepted = new HashSet<>();
    private long toldAt;
    private boolean isAskedTwice;
    private boolean isSilenceSaid;

    /** @param grace how long the program may take to answer */
    LeftStops(Duration grace) {
        graceNs = grace.toNanos();
    }

    /** Takes an event that the program has told. */
    synchronized void take(TrainEvent event) {
        toldAt = System.nanoTime();
        if (event instanceof RunEnded) {
            accepted.clear();
        } else if (event instanceof CommandAnswered answer && answer.command().equals(Command.STOP.word())) {
            if (answer.status() == CommandStatus.ACCEPTED) {
                isAskedTwice |= !accepted.isEmpty();
                accepted.add(answer.id());
            } else {
                accepted.remove(answer.id());
            }
        }
    }

    /** Whether the supervisor is to take a request that the program would obey itself. For any thread. */
    synchronized boolean isOurs(Request request) {
        if (request.command() != Command.STOP) {
            return false;
        }
        long now = System.nanoTime();
        long since = untaken.computeIfAbsent(request.id(), id -> now);
        return !accepted.isEmpty() || now - since >= graceNs;
    }

    /** Whether the program has taken a second request while the first was not done. */
    synchronized boolean isAskedTwice() {
        return isAskedTwice;
    }

    /** Whether it is time to say that the program has told nothing since it accepted; true once. */
    synchronized boolean isSilenceToBeSaid() {
        boolean is = !isSilenceSaid && !accepted.isEmpty() && System.nanoTime() - toldAt >= graceNs;
        isSilenceSaid |= is;
        return is;
    }
}
