package io.traindeck.remote;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Knows whether a machine answers, as far as its connection can tell. One thread reports it, any thread may ask. */
final class Reachability {
    /** The seconds without an answer from which on the silence is told. */
    private static final long SILENT_S = 5;

    /** The number of failed attempts after which a caller that asks only once no longer waits for the machine. */
    private static final int ENOUGH_ATTEMPTS = 3;

    /**
     * The length of a failed attempt after which such a caller does not wait either: it was no refusal, and the next
     * one would take as long.
     */
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(8);

    private final String host;
    private final LongSupplier clock;

    // These fields are used under the monitor of this object.
    private String failure = "";
    private int failedAttempts;
    private boolean answers;
    private boolean hasAnswered;
    private boolean waits;
    private long waitsSinceNs;
    private boolean tookLong;

    /** @param clock tells the time in nanoseconds */
    Reachability(String host, LongSupplier clock) {
        this.host = host;
        this.clock = clock;
        waitsSinceNs = clock.getAsLong();
    }

    /** Notes that an answer is waited for from now on. */
    synchronized void asks() {
        waits = true;
        waitsSinceNs = clock.getAsLong();
    }

    /** Notes that all questions have been answered. */
    synchronized void rests() {
        waits = false;
    }

    /** Notes that the connection has been made. */
    synchronized void isMade() {
        failure = "";
        failedAttempts = 0;
        answers = true;
        hasAnswered = true;
    }

    /** Notes that the connection could not be made, or was lost. */
    synchronized void hasFailed(String why) {
        if (!answers) {
            failedAttempts++;
            tookLong = clock.getAsLong() - waitsSinceNs >= LONG_NS;
        }
        answers = false;
        waits = false;
        failure = why;
    }

    /** Returns whether there is a connection. */
    synchronized boolean answers() {
        return answers;
    }

    /** Returns whether the last attempt to make a connection has failed. */
    synchronized boolean isTriedAgain() {
        return failedAttempts > 0;
    }

    /** Returns whether the machine has been tried often or long enough, in vain, for a caller that asks only once. */
    synchronized boolean isGivenUp() {
        return failedAttempts >= ENOUGH_ATTEMPTS || failedAttempts > 0 && tookLong;
    }

    /**
     * Returns why there is no connection now, or no answer, in one line; empty if there is one, or if a single failed
     * attempt says little.
     */
    synchronized String trouble() {
        if (failure.isEmpty()) {
            return failure();
        }
        // A machine to which many connect at once, such as a jump host, refuses some, and takes them when they come
        // again.
        return failedAttempts == 1 && !hasAnswered ? "" : failure + "; it is tried again";
    }

    /** Returns why the last attempt to connect, or to ask, has failed or takes long; empty if it has not. */
    synchronized String failure() {
        long silent = TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - waitsSinceNs);
        return failure.isEmpty() && waits && silent >= SILENT_S
                ? host + " has not answered for " + silent + " s"
                : failure;
    }
}
