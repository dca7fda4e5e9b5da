package io.traindeck.event;

/**
 * Reads the time of an event, as programs count it from 1970. A number that is not a date of this century is taken for
 * something else: many programs write the seconds since their start into the same place.
 */
public final class UnixTime {
    /** The time of an event if the log does not tell it. */
    public static final long UNKNOWN = 0;

    /** The beginning of the year 2000, in seconds: no training of today is earlier. */
    private static final double EARLIEST = 946_684_800;

    /** The beginning of the year 2100, in seconds. */
    private static final double LATEST = 4_102_444_800.0;

    private UnixTime() {}

    /** Returns the Unix milliseconds of a time in seconds; {@link #UNKNOWN} if it is not a date of this century. */
    public static long ofSeconds(double seconds) {
        return isPlausible(seconds) ? Math.round(seconds * 1000) : UNKNOWN;
    }

    /**
     * Returns the same milliseconds; {@link #UNKNOWN} if they are not a date of this century, such as one with a wrong
     * year.
     */
    public static long plausible(long ms) {
        return isPlausible(ms / 1000.0) ? ms : UNKNOWN;
    }

    private static boolean isPlausible(double seconds) {
        return seconds >= EARLIEST && seconds < LATEST;
    }
}
