package io.traindeck.dashboard.page;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks at some files again and again, on a thread of its own, so that no slow disk holds up keys and pictures. */
public final class Repeating implements AutoCloseable {
    private final BooleanSupplier look;
    private final long everyMs;
    private final Runnable atEnd;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /** @param look looks, and returns whether there is more to see at once */
    public Repeating(String name, long everyMs, BooleanSupplier look) {
        this(name, everyMs, look, () -> {});
    }

    /** @param atEnd runs on that thread after the last look */
    public Repeating(String name, long everyMs, BooleanSupplier look, Runnable atEnd) {
        this.look = look;
        this.everyMs = everyMs;
        this.atEnd = atEnd;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            boolean more = look.getAsBoolean();
            while (!closed) {
                if (!more && news.tryAcquire(everyMs, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                more = !closed && look.getAsBoolean();
            }
        } catch (InterruptedException e) {
            // This thread is interrupted only to end it.
        } finally {
            atEnd.run();
        }
    }

    /** Begins the next look at once, since there is something to see. */
    public void wake() {
        news.release();
    }

    /** Ends the looks, without waiting for one that is under way. */
    @Override
    public void close() {
        closed = true;
        wake();
    }
}
