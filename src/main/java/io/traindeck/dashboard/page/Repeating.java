package io.traindeck.dashboard.page;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A look at some files, again and again on a thread of its own, so that no slow disk holds up keys and pictures. */
public final class Repeating implements AutoCloseable {
    private final BooleanSupplier look;
    private final long everyMs;
    private final Runnable atEnd;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** @param look whether there is more to see at once */
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
            while (closed.getCount() > 0 && (more || !closed.await(everyMs, TimeUnit.MILLISECONDS))) {
                more = look.getAsBoolean();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but to end it.
        } finally {
            atEnd.run();
        }
    }

    /** Does not wait for a look that is under way. */
    @Override
    public void close() {
        closed.countDown();
    }
}
