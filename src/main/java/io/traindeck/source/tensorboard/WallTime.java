package io.traindeck.source.tensorboard;

/** The time of an event. Writers put in seconds since 1970, but some put in seconds since their start. */
final class WallTime {
    /** 1990, in seconds since 1970: no training of today was earlier. */
    private static final double EARLIEST = 631_152_000;

    /** 2200, in seconds since 1970: what is later is no time in seconds. */
    private static final double LATEST = 7_258_118_400.0;

    private WallTime() {}

    /** Unix milliseconds; 0 if {@code seconds} cannot be a date. */
    static long unixMs(double seconds) {
        return seconds >= EARLIEST && seconds <= LATEST ? Math.round(seconds * 1000) : 0;
    }
}
