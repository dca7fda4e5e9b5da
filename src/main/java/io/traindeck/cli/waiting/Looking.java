package io.traindeck.cli.waiting;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks at files again and again until they tell what is wanted: often at first, then so seldom that it costs nothing. */
public final class Looking {
    private static final long FIRST_PAUSE_MS = 10;
    private static final long LONGEST_PAUSE_MS = 200;

    private final long limitNs;
    private final long began = System.nanoTime();
    private long pauseMs = FIRST_PAUSE_MS;

    private Looking(Duration limit) {
        limitNs = limit == null ? Long.MAX_VALUE : limit.toNanos();
    }

    /** One look at the files. */
    @FunctionalInterface
    public interface Look<E extends Exception> {
        /** Whether it has told all that is wanted. */
        boolean isEnough() throws E;
    }

    /**
     * Looks until that is enough. The first look is at once, and the last when the time is over.
     *
     * @param limit the longest time to look; null for ever
     * @return whether it was enough; false if the time is over
     */
    public static <E extends Exception> boolean until(Duration limit, Look<E> look) throws E, InterruptedException {
        return new Looking(limit).until(look);
    }

    private <E extends Exception> boolean until(Look<E> look) throws E, InterruptedException {
        while (true) {
            // Asked before the look: what comes while the time ends is seen by the last one.
            long leftMs = (limitNs - (System.nanoTime() - began)) / TimeUnit.MILLISECONDS.toNanos(1);
            if (look.isEnough()) {
                return true;
            }
            if (leftMs <= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(leftMs, pauseMs));
            pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
        }
    }
}
