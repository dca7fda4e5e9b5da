package io.traindeck.testing;

import java.time.Duration;

/** The time that tests wait for what is sure to come. */
public final class Patience {
    /** The longest wait: what takes longer hangs, on any machine, and waiting costs nothing if it comes. */
    public static final Duration LIMIT = Duration.ofSeconds(200);

    private Patience() {}
}
