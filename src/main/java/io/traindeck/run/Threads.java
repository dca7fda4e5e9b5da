package io.traindeck.run;

/** Waiting for a thread that is known to end soon. */
final class Threads {
    private Threads() {}

    /** Waits for the end of {@code thread}; an interrupt meanwhile stays pending. */
    static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
