package io.traindeck.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Writes frames to the terminal on a thread of its own, one write each.
 *
 * <p>A terminal may stop reading (a dead ssh peer, a stopped tmux): then this thread blocks and nobody else does. At
 * most one frame is held. Whoever draws asks {@link #isIdle} first, and leaves the frame out if the writer is not idle.
 * A frame is accepted only when all before it are written, and accepted frames are always written. So differences
 * between accepted frames stay true.
 */
final class FrameWriter implements AutoCloseable {
    private final OutputStream out;
    private final Runnable onFailure;
    private final Thread thread = new Thread(this::run, "terminal-writer");
    private byte[] frame;
    private boolean writing;
    private boolean closed;
    private long frames;

    /**
     * @param out writes through at flush
     * @param onFailure runs once, on the writer's thread, when the terminal cannot be written to any more
     */
    FrameWriter(OutputStream out, Runnable onFailure) {
        this.out = out;
        this.onFailure = onFailure;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns whether the next {@link #offer} will be taken: the terminal has all earlier frames. */
    synchronized boolean isIdle() {
        return frame == null && !writing && !closed;
    }

    /**
     * Hands a frame over without waiting.
     *
     * @return whether it was taken; one that was not is never written
     */
    synchronized boolean offer(byte[] bytesOfFrame) {
        if (!isIdle()) {
            return false;
        }
        frame = bytesOfFrame;
        notifyAll();
        return true;
    }

    /**
     * Writes after all earlier frames, waiting for the terminal no longer than the limit.
     *
     * @return whether everything is written
     */
    boolean writeWithin(byte[] last, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        return awaitIdle(deadline) && offer(last) && awaitIdle(deadline);
    }

    /** The number of frames written so far. */
    synchronized long frames() {
        return frames;
    }

    /** Takes no more frames; a frame that is being written is left to finish. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized boolean awaitIdle(long deadline) {
        boolean interrupted = false;
        while (!isIdle() && !closed) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                break;
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                // Leaving the terminal in order is worth the short wait; the caller sees it afterwards.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return isIdle();
    }

    private void run() {
        try {
            byte[] next = take();
            while (next != null) {
                out.write(next);
                out.flush();
                written();
                next = take();
            }
        } catch (IOException e) {
            // The terminal is gone (hang-up, closed pane). The one thing left to do is to end, which onFailure starts.
            close();
            onFailure.run();
        } catch (InterruptedException e) {
            close();
        }
    }

    private synchronized byte[] take() throws InterruptedException {
        while (frame == null && !closed) {
            wait();
        }
        byte[] next = frame;
        frame = null;
        writing = next != null;
        return next;
    }

    private synchronized void written() {
        writing = false;
        frames++;
        notifyAll();
    }
}
