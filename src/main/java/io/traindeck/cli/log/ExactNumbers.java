package io.traindeck.cli.log;

/** Numbers for programs: read back, they are the same to the last bit. */
final class ExactNumbers {
    /** Up to here every whole number has a double. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private static final int MS = 1000;

    private ExactNumbers() {}

    /**
     * Returns a number as text, without a point if it is whole; {@code NaN}, {@code Infinity} and {@code -Infinity} if
     * it is not finite.
     */
    static String text(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
        boolean minusZero = value == 0 && 1 / value < 0;
        return whole && !minusZero ? Long.toString((long) value) : Double.toString(value);
    }

    /** Milliseconds as seconds. */
    static String seconds(long ms) {
        long rest = Math.floorMod(ms, MS);
        String whole = Long.toString(Math.floorDiv(ms, MS));
        return rest == 0 ? whole : whole + "." + Long.toString(MS + rest).substring(1);
    }
}
