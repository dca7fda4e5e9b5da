package io.traindeck.source;

import java.util.function.BooleanSupplier;

/**
 * Says which states of a progress bar count although the bar goes on: one a second, as long as they are read while they
 * are printed. One bar for an epoch may go on for hours. In a text that is there already, the bars' ends say enough.
 */
public final class BarStates implements BooleanSupplier {
    private static final long EVERY_NANOS = 1_000_000_000;

    private boolean live;
    private long countedAt = System.nanoTime();

    /** From now on, what is read has just been printed. */
    public void beginLive() {
        live = true;
    }

    /** Returns whether the state at hand counts. */
    @Override
    public boolean getAsBoolean() {
        long now = System.nanoTime();
        boolean counts = live && now - countedAt >= EVERY_NANOS;
        countedAt = counts ? now : countedAt;
        return counts;
    }
}
