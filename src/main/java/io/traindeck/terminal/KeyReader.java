package io.traindeck.terminal;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads keys on a thread of its own, so that whoever draws can wait for a key, a wake-up or the next frame at once. */
final class KeyReader implements AutoCloseable {
    /** The maximum number of keys that wait to be taken; while so many wait, the terminal is not read. */
    private static final int CAPACITY = 256;

    private static final KeyStroke WAKE_UP = new KeyStroke(KeyType.Unknown);
    private static final KeyStroke END = new KeyStroke(KeyType.EOF);

    private final KeyBursts bursts;
    private final BlockingQueue<KeyStroke> keys = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread = new Thread(this::read, "terminal-keys");
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean ended;

    KeyReader(KeyDecoder decoder) {
        bursts = new KeyBursts(decoder);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * The next key, or null if none comes in time or {@link #wakeUp} was called; EOF for ever after the end of input.
     */
    KeyStroke await(Duration limit) throws InterruptedException {
        KeyStroke key = keys.poll();
        if (key == null) {
            key = ended ? END : keys.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
        if (key == WAKE_UP) {
            woken.set(false);
            return ended ? END : null;
        }
        return key;
    }

    /** Ends a wait at once. */
    void wakeUp() {
        if (woken.compareAndSet(false, true) && !keys.offer(WAKE_UP)) {
            // The queue is full of keys: nobody waits.
            woken.set(false);
        }
    }

    /** Says that no more keys will come. */
    void end() {
        ended = true;
        wakeUp();
    }

    @Override
    public void close() {
        thread.interrupt();
        end();
    }

    private void read() {
        try {
            KeyStroke last = null;
            while (last == null || last.getKeyType() != KeyType.EOF) {
                for (KeyStroke key : bursts.next()) {
                    keys.put(key);
                    last = key;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The terminal is gone or we are closing: either way no more keys, which is what end() says.
        } finally {
            end();
        }
    }
}
