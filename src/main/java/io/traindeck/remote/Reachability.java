package io.traindeck.remote;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether a machine answers, as far as its connection knows. One thread tells it, any thread may ask. */
final class Reachability {
    /** Seconds without an answer that are said. */
    private static final long SILENT_S = 5;

    /** After so many failed attempts nobody waits for the machine who wants to ask it only once. */
    private static final int ENOUGH_ATTEMPTS = 3;

    /** Nor after one that took so long: that is no refusal, and the next would take as long. */
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(8);

    private final String host;
    private final LongSupplier clock;

    // Under the monitor of this object.
    private String failure = "";
    private int failedAttempts;
    private boolean answers;
    private boolean hasAnswered;
    private boolean waits;
    private long waitsSinceNs;
    private boolean tookLong;

    /** @param clock nanoseconds */
    Reachability(String host, LongSupplier clock) {
        this.host = host;
        this.clock = clock;
        waitsSinceNs = clock.getAsLong();
    }

    /** An answer is waited for from now on. */
    synchronized void asks() {
        waits = true;
        waitsSinceNs = clock.getAsLong();
    }

    /** All that was asked has been answered. */
    synchronized void rests() {
        waits = false;
    }

    /** The connection has been made. */
    synchronized void isMade() {
        failure = "";
        failedAttempts = 0;
        answers = true;
        hasAnswered = true;
    }

    /** The connection could not be made, or was lost. */
    synchronized void hasFailed(String why) {
        if (!answers) {
            failedAttempts++;
            tookLong = clock.getAsLong() - waitsSinceNs >= LONG_NS;
        }
        answers = false;
        waits = false;
        failure = why;
    }

    /** Whether there is a connection. */
    synchronized boolean answers() {
        return answers;
    }

    /** Whether the last attempt to make a connection has failed. */
    synchronized boolean isTriedAgain() {
        return failedAttempts > 0;
    }

    /** Whether the machine has been tried often or long enough, in vain, for somebody who wants to ask it only once. */
    synchronized boolean isGivenUp() {
        return failedAttempts >= ENOUGH_ATTEMPTS || failedAttempts > 0 && tookLong;
    }

    /** Why there is no connection now, or no answer, in one line; empty if there is one, or one attempt says little. */
    synchronized String trouble() {
        if (failure.isEmpty()) {
            return failure();
        }
        // A machine that many connect to at once, as a jump host, refuses some, and takes them when they come again.
        return failedAttempts == 1 && !hasAnswered ? "" : failure + "; it is tried again";
    }

    /** Why the last attempt to connect, or to ask, has failed or takes long; empty if it has not. */
    synchronized String failure() {
        long silent = TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - waitsSinceNs);
        return failure.isEmpty() && waits && silent >= SILENT_S
                ? host + " has not answered for " + silent + " s"
                : failure;
    }
}
