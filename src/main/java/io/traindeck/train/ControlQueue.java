package io.traindeck.train;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Carries controls from the threads that hear them to the training loop, in order. */
public final class ControlQueue {
    private final BlockingQueue<Control> queue = new LinkedBlockingQueue<>();

    /** Asks for {@code control} at the next step boundary. */
    public void add(Control control) {
        queue.add(control);
    }

    /** Removes and returns the next control if there is one. */
    Optional<Control> poll() {
        return Optional.ofNullable(queue.poll());
    }

    /** Waits for the next control. */
    Control take() throws InterruptedException {
        return queue.take();
    }
}
