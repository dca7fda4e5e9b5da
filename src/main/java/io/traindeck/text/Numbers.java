package io.traindeck.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Writes numbers for the screen: short, and one value as wide as the next. It does without {@code String.format}, whose
 * locales would take a tenth of the time to the first picture.
 */
public final class Numbers {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;
    private static final double YEAR = 365.25 * DAY;

    /** The number of days from which on hours are not told. */
    private static final int MANY_DAYS = 100;

    private static final double KILO = 1000;
    private static final int GROUP = 3;
    private static final double PERCENT = 100;

    /**
     * The digits that a number has for certain: 0.7765 as percent is 77.65, and not slightly less as binary fractions
     * have it.
     */
    private static final MathContext EXACT = new MathContext(12);

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** The number of digits of {@link #shortest}, and the range that it writes without a power of ten. */
    private static final int SHORTEST_DIGITS = 6;

    private static final double LEAST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e5;

    private static final int[] POWERS = {1, 10, 100, 1000, 10_000, 100_000};

    /**
     * The number of units of the last decimal below which numbers are rounded as {@link #EXACT} does, unless they are
     * near a half.
     */
    private static final double MOST_UNITS = 1e6;

    private static final double NEAR_HALF = 1e-4;

    private Numbers() {}

    /** Returns a loss, at most 6 characters wide. */
    public static String loss(double value) {
        return plain(value, 100, 3);
    }

    /** Returns a gradient norm, at most 7 characters wide. */
    public static String norm(double value) {
        return plain(value, 1000, 2);
    }

    /**
     * Returns a number with {@code decimals} digits after the point below {@code limit}, and as a power of ten far
     * above it.
     */
    private static String plain(double value, double limit, int decimals) {
        double size = Math.abs(value);
        // A number that is rounded up to the limit is written as the limit is: 99.9996 as 100 and not as 100.000.
        if (size < limit - 0.5 * Math.pow(10, -decimals)) {
            return fixed(value, decimals);
        }
        return size < 100 * limit ? fixed(value, 0) : power(value, 0);
    }

    /** Returns a learning rate, 8 characters wide. */
    public static String rate(double value) {
        return power(value, 2);
    }

    /** Returns a number with {@code decimals} digits after the point, rounded half up. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        double units = decimals < POWERS.length ? Math.abs(value) * POWERS[decimals] : Double.NaN;
        double rest = units - Math.floor(units);
        return units < MOST_UNITS && Math.abs(rest - 0.5) > NEAR_HALF
                ? inUnits(Math.round(units), decimals, value < 0)
                : exactlyFixed(value, decimals);
    }

    /** Returns a number of units of the last decimal: a picture writes many of these, and few others. */
    private static String inUnits(long units, int decimals, boolean isNegative) {
        StringBuilder text = new StringBuilder().append(units);
        if (text.length() <= decimals) {
            text.insert(0, "0".repeat(decimals + 1 - text.length()));
        }
        if (decimals > 0) {
            text.insert(text.length() - decimals, '.');
        }
        return (isNegative && units > 0 ? text.insert(0, '-') : text).toString();
    }

    private static String exactlyFixed(double value, int decimals) {
        return new BigDecimal(value)
                .round(EXACT)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** Returns a number as a power of ten, such as 1.96e-03, with {@code decimals} digits after the point. */
    public static String power(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        int place = (int) Math.floor(Math.log10(Math.abs(value)));
        int shift = decimals - place;
        if (decimals < POWERS.length && PowersOfTen.hold(shift)) {
            double units = PowersOfTen.times(Math.abs(value), shift);
            if (Math.abs(units - Math.floor(units) - 0.5) > NEAR_HALF) {
                long rounded = Math.round(units);
                return rounded == 10L * POWERS[decimals]
                        ? withExponent(inUnits(POWERS[decimals], decimals, value < 0), place + 1)
                        : withExponent(inUnits(rounded, decimals, value < 0), place);
            }
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(decimals + 1, RoundingMode.HALF_UP));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits = rounded.movePointLeft(exponent)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        return withExponent(digits, exponent);
    }

    private static String withExponent(String digits, int exponent) {
        return digits + (exponent < 0 ? "e-" : "e+") + two(Math.abs(exponent));
    }

    /**
     * Returns the shortest form of a number with up to six digits: 0.05, 1, 200, 1e6. The value must not be negative.
     */
    public static String shortest(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(SHORTEST_DIGITS)).stripTrailingZeros();
        if (value >= LEAST_PLAIN && value < LARGEST_PLAIN) {
            return rounded.toPlainString();
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    private static String two(long value) {
        return value < 10 ? "0" + value : String.valueOf(value);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
    }

    /**
     * Returns a share in [0, 1] as percent, with two decimals unless it is 100, at most 6 characters wide: of 10,000
     * images each one counts, and the gain of an ingredient is often below a tenth. The program writes all shares in
     * this way.
     */
    public static String percent(double share) {
        double percent = PERCENT * share;
        if (Math.abs(percent) >= KILO) {
            return power(percent, 0);
        }
        String text = fixed(percent, 2) + (Double.isNaN(percent) ? "" : "%");
        return text.equals("100.00%") ? "100%" : text;
    }

    /** Returns a difference in percentage points, with its sign: +3.12. */
    public static String points(double value) {
        return signed(value, size -> size < KILO ? fixed(size, 2) : power(size, 0));
    }

    /** Returns a difference with its sign; a difference that is written like 0 has no sign. */
    public static String signed(double value, DoubleFunction<String> size) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        String text = size.apply(Math.abs(value));
        return (text.equals(size.apply(0)) ? "" : value < 0 ? "-" : "+") + text;
    }

    /** Returns a share in [0, 1] as whole percent, at most 4 characters wide. */
    public static String wholePercent(double share) {
        return Math.round(PERCENT * Math.max(0, Math.min(1, share))) + "%";
    }

    /** Returns a count with blanks between its thousands: 4 512. */
    public static String count(long value) {
        StringBuilder out = new StringBuilder(String.valueOf(value));
        for (int at = out.length() - GROUP; at > (value < 0 ? 1 : 0); at -= GROUP) {
            out.insert(at, ' ');
        }
        return out.toString();
    }

    /**
     * Returns a count of things: 1 epoch, 12 epochs.
     *
     * @param noun the word for one of them; for more, an s is added
     */
    public static String counted(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /**
     * Returns three digits and the letter of a power of a thousand, at most 7 characters wide: 0.523, 23.4, 320, 185k,
     * 1.10M.
     */
    public static String scaled(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        String[] letters = {"", "k", "M", "G", "T"};
        // The value is rounded first, so that 999.9 is not written as 1000.
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(GROUP, RoundingMode.HALF_UP));
        int whole = rounded.signum() == 0 ? 1 : rounded.precision() - rounded.scale();
        int power = Math.max(0, (whole - 1) / GROUP);
        if (power >= letters.length) {
            return power(value, 0);
        }
        int decimals = Math.max(0, Math.min(GROUP, GROUP - whole + GROUP * power));
        return rounded.movePointLeft(GROUP * power)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .toPlainString()
                + letters[power];
    }

    /** Returns a number of bytes: 39 MB. */
    public static String bytes(double bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= KILO && unit < units.length - 1) {
            value /= KILO;
            unit++;
        }
        return fixed(value, value < 10 && unit > 0 ? 1 : 0) + " " + units[unit];
    }

    /** Returns a time span in two units at most, at most 6 characters wide: 45s, 2m41s, 1h05m, 12d03h, 543d, 8.1y. */
    public static String span(double seconds) {
        if (!(seconds >= 0) || seconds >= KILO * YEAR) {
            return "?";
        } else if (seconds >= KILO * DAY) {
            return fixed(seconds / YEAR, 1) + "y";
        }
        long s = Math.round(seconds);
        if (s < MINUTE) {
            return s + "s";
        } else if (s < HOUR) {
            return s / MINUTE + "m" + two(s % MINUTE) + "s";
        } else if (s < DAY) {
            return s / HOUR + "h" + two(s % HOUR / MINUTE) + "m";
        }
        return s / DAY + "d" + (s < MANY_DAYS * DAY ? two(s % DAY / HOUR) + "h" : "");
    }

    /**
     * Returns a time that is only estimated, in one unit if that is enough, at most 6 characters wide: 45s, 47m, 1h05m.
     */
    public static String estimate(double seconds) {
        return seconds >= MINUTE && seconds < HOUR ? Math.round(seconds / MINUTE) + "m" : span(seconds);
    }

    /** Returns a day as people write it, 22 Nov; with its year if that is not the present one. */
    public static String day(long timeMs, long nowMs, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(timeMs), zone);
        boolean thisYear = day.getYear()
                == LocalDate.ofInstant(Instant.ofEpochMilli(nowMs), zone).getYear();
        return day.getDayOfMonth() + " " + MONTHS.get(day.getMonthValue() - 1) + (thisYear ? "" : " " + day.getYear());
    }

    /** Returns the time of day without seconds: 10:41. */
    public static String minute(long timeMs, ZoneId zone) {
        LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(timeMs), zone);
        return two(time.getHour()) + ":" + two(time.getMinute());
    }

    /** Returns the time of day of an event: 10:41:07. */
    public static String clock(long timeMs, ZoneId zone) {
        LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(timeMs), zone);
        return minute(timeMs, zone) + ":" + two(time.getSecond());
    }
}
