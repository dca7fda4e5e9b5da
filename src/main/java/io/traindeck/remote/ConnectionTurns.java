package io.traindeck.remote;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets connections be made a few at a time, in the order in which they are wanted. Each connection delivers what is
 * wanted first before the next one is made. Making a connection takes a tenth of a second of computing: if fifty were
 * made at once, no row would be seen before all were made. A jump host also refuses more than ten at once. A connection
 * that takes long, such as to a machine that hangs, soon no longer delays the others.
 */
final class ConnectionTurns {
    /** The number of connections for a jump host, which in the usual setup refuses some of more than ten. */
    private static final int FOR_A_JUMP_HOST = 8;

    /** The longest time for which a turn counts. */
    private static final long COUNTS_NS = TimeUnit.SECONDS.toNanos(1);

    private final int most;
    private final LongSupplier clock;

    // These fields are used under the monitor of this object.
    private final Deque<Turn> taken = new ArrayDeque<>();
    private final Deque<Object> waiting = new ArrayDeque<>();

    /** Returns the turns for first attempts. */
    static ConnectionTurns few() {
        return new ConnectionTurns(
                Math.min(FOR_A_JUMP_HOST, 2 * Runtime.getRuntime().availableProcessors()), System::nanoTime);
    }

    /**
     * Returns the turns for attempts after one that failed: a machine that refuses some of a few at once would do so
     * again.
     */
    static ConnectionTurns oneByOne() {
        return new ConnectionTurns(1, System::nanoTime);
    }

    /**
     * @param most the number of turns at once
     * @param clock tells the time in nanoseconds
     */
    ConnectionTurns(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
    }

    /** A turn. It is over when it is closed; it may be closed several times. */
    final class Turn implements AutoCloseable {
        private final long until = clock.getAsLong() + COUNTS_NS;

        @Override
        public void close() {
            giveBack(this);
        }
    }

    /** Waits for a turn. */
    synchronized Turn take() throws InterruptedException {
        Object place = new Object();
        waiting.add(place);
        try {
            while (waiting.peek() != place || !isFree()) {
                Turn oldest = taken.peek();
                long left = oldest == null ? COUNTS_NS : oldest.until - clock.getAsLong();
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
            Turn turn = new Turn();
            taken.add(turn);
            return turn;
        } finally {
            waiting.remove(place);
            notifyAll();
        }
    }

    private boolean isFree() {
        while (taken.size() >= most && clock.getAsLong() - taken.peek().until >= 0) {
            taken.remove();
        }
        return taken.size() < most;
    }

    private synchronized void giveBack(Turn turn) {
        taken.remove(turn);
        notifyAll();
    }
}
