package io.traindeck.testing;

import java.time.Duration;

/** How long tests wait for what is sure to come. */
public final class Patience {
    /** What takes longer hangs, on whatever machine: waiting costs nothing where it comes. */
    public static final Duration LIMIT = Duration.ofSeconds(200);

    private Patience() {}
}
