package io.traindeck.event;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The one way in which a dial's number is written: all its digits, and no more characters than it needs. */
public final class DialNumber {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d{1,30}\\.?\\d{0,30}|\\.\\d{1,30})([eE][-+]?\\d{1,3})?");

    /** The powers of ten between which a number is written without one: 0.0001, but 5e-5. */
    private static final int LEAST_PLAIN = -4;

    private static final int MOST_PLAIN = 15;

    private DialNumber() {}

    /** Returns a finite number as text that gives back the same number, to the last bit. */
    public static String text(double value) {
        return text(new BigDecimal(Double.toString(value)));
    }

    /** Returns a number that a log or a person has written in whatever way; any other text as it is. */
    public static String text(String written) {
        return NUMBER.matcher(written).matches() ? text(new BigDecimal(written)) : written;
    }

    private static String text(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal digits = value.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return exponent >= LEAST_PLAIN && exponent < MOST_PLAIN
                ? digits.toPlainString()
                : digits.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
