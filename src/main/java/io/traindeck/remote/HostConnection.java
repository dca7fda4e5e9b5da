package io.traindeck.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connection to one machine, on a thread of its own, so that a machine that hangs does not stop the others. If the
 * connection breaks, it is made again after a pause that grows.
 */
final class HostConnection {
    private static final long LOOK_EVERY_MS = 1_000;

    /** The time from one look for commands of a person to the next. */
    private static final long TICK_MS = 100;

    private static final long FIRST_PAUSE_MS = 300;
    private static final long LONGEST_PAUSE_MS = 30_000;

    /** The number of connections lost in a row after which callers no longer wait for a first answer. */
    private static final int MOST_LOST = 3;

    private static final long ANSWERS_WITHIN_MS = 30_000;

    private final List<String> ssh;
    private final String host;
    private final ConnectionTurns turns;
    private final ConnectionTurns turnsAgain;
    private final Reachability reachability;
    private final Thread thread;
    private final Object monitor = new Object();

    /** Completes when the connection is told to end, or ends by itself: those who wait for it must not wait on. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** The work that the thread has not taken over yet; used under the monitor. */
    private final List<Work> joining = new ArrayList<>();

    private volatile RemoteShell shell;

    /** Says that there is a connection, but not the file or folder that was asked for. */
    static final class MissingException extends IOException {
        private static final long serialVersionUID = 1;

        MissingException(String message) {
            super(message);
        }
    }

    /** A piece of work that is done again and again over the connection. */
    interface Work {
        /**
         * Does the work once.
         *
         * @throws MissingException if what it works on is not there
         * @throws IOException if the connection is lost; it will be made again
         */
        void step(RemoteFiles files) throws IOException;

        /** Returns whether something cannot wait for the next look. */
        boolean isUrgent();

        /** Completes when the first step has been done, or cannot be done. */
        CompletableFuture<Void> begun();

        /** Returns whether the work goes on after its first step. */
        boolean follows();
    }

    /**
     * @param ssh the program and its options
     * @param turns the turns in which it may connect
     * @param turnsAgain the turns in which it may connect after an attempt that has failed
     */
    HostConnection(List<String> ssh, String host, ConnectionTurns turns, ConnectionTurns turnsAgain) {
        this.ssh = List.copyOf(ssh);
        this.host = host;
        this.turns = turns;
        this.turnsAgain = turnsAgain;
        reachability = new Reachability(host, System::nanoTime);
        thread = new Thread(this::run, "host-" + host);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits until the first step of work that has {@linkplain #join joined} is done.
     *
     * @throws IOException if it cannot be done, or if the connection is ended meanwhile
     */
    void awaitBegun(Work work) throws IOException {
        CompletableFuture<Object> begun = CompletableFuture.anyOf(work.begun(), ended);
        try {
            begun.get(ANSWERS_WITHIN_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            awaitCopy(begun);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Begins to do {@code work}, and does not wait for it. */
    void join(Work work) {
        synchronized (monitor) {
            joining.add(work);
            monitor.notifyAll();
        }
    }

    /**
     * Waits on for the first step. A machine that has answered may need longer for a long log; one that has not will
     * not answer either.
     */
    private void awaitCopy(CompletableFuture<Object> begun) throws IOException {
        if (!reachability.answers()) {
            throw new IOException(host + " cannot be reached: no answer in "
                    + TimeUnit.MILLISECONDS.toSeconds(ANSWERS_WITHIN_MS) + " s");
        }
        try {
            begun.get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException failure(ExecutionException e) {
        return e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    /** Returns whether the machine answers. */
    Reachability reachability() {
        return reachability;
    }

    private void run() {
        try {
            serve();
        } finally {
            sayThatItEnds();
        }
    }

    private void serve() {
        List<Work> works = new ArrayList<>();
        long pause = FIRST_PAUSE_MS;
        int lost = 0;
        while (!isEnded()) {
            try (ConnectionTurns.Turn turn = (reachability.isTriedAgain() ? turnsAgain : turns).take();
                    RemoteShell connected = new RemoteShell(ssh, host)) {
                shell = connected;
                if (isEnded()) {
                    return; // Whoever has ended it may not have seen this shell.
                }
                reachability.asks();
                connected.define(RemoteFiles.FUNCTIONS + ListingQuestions.FUNCTIONS);
                reachability.isMade();
                RemoteFiles files = new RemoteFiles(connected);
                pause = FIRST_PAUSE_MS;
                while (!isEnded()) {
                    join(works);
                    for (Work work : List.copyOf(works)) {
                        reachability.asks();
                        step(work, files);
                    }
                    reachability.rests();
                    lost = 0;
                    works.removeIf(work -> !work.follows() || work.begun().isCompletedExceptionally());
                    if (works.stream().noneMatch(Work::isUrgent)) {
                        // The work that was wanted first is done: it came sooner because the others waited.
                        turn.close();
                    }
                    await(works, LOOK_EVERY_MS);
                }
            } catch (InterruptedException e) {
                return; // It is ended.
            } catch (IOException | RuntimeException e) {
                lost += reachability.answers() ? 1 : 0;
                reachability.hasFailed(reason(e));
                join(works);
                if (lost == MOST_LOST || reachability.isGivenUp() || e instanceof RuntimeException) {
                    // A caller that still waits for its first answer is told. Work that has begun goes on when it can.
                    works.removeIf(work -> work.begun().completeExceptionally(e));
                    lost = 0;
                }
                await(List.of(), pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
            }
        }
    }

    /** Returns why an attempt has failed; never empty, since an empty reason means that none has. */
    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.toString() : message;
    }

    private static void step(Work work, RemoteFiles files) throws IOException {
        try {
            work.step(files);
            work.begun().complete(null);
        } catch (MissingException e) {
            // A run that has been there before may come back.
            work.begun().completeExceptionally(e);
        }
    }

    private void join(List<Work> works) {
        synchronized (monitor) {
            works.addAll(joining);
            joining.clear();
        }
    }

    /** Waits for the next look, or until something cannot wait. */
    private void await(List<Work> works, long ms) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        synchronized (monitor) {
            try {
                while (!isEnded() && joining.isEmpty() && System.nanoTime() < until) {
                    if (works.stream().anyMatch(Work::isUrgent)) {
                        return;
                    }
                    monitor.wait(TICK_MS);
                }
            } catch (InterruptedException e) {
                sayThatItEnds();
            }
        }
    }

    private boolean isEnded() {
        return ended.isDone();
    }

    private void sayThatItEnds() {
        ended.completeExceptionally(new IOException("the connection to " + host + " has been closed"));
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    /** Begins to end the connection; {@link #awaitEnd} waits for its end. */
    void end() {
        sayThatItEnds();
        RemoteShell open = shell;
        if (open != null) {
            open.end();
        }
        // The thread may wait for its turn.
        thread.interrupt();
    }

    /**
     * Waits until the connection has ended, and cuts it off if it takes too long.
     *
     * @param latestNs the end of the wait, in the time of {@link System#nanoTime}
     */
    void awaitEnd(long latestNs) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(latestNs - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RemoteShell open = shell;
        if (thread.isAlive() && open != null) {
            open.kill();
        }
    }
}
