package io.traindeck.dashboard;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as the screen writes them: short, and as wide for one value as for the next. */
final class Numbers {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;
    private static final double KILO = 1000;

    private Numbers() {}

    /** A loss, at most 6 wide. */
    static String loss(double value) {
        return plain(value, 100, 3);
    }

    /** A gradient norm, at most 7 wide. */
    static String norm(double value) {
        return plain(value, 1000, 2);
    }

    /** With that many decimals below {@code limit}, as a power of ten far above it. */
    private static String plain(double value, double limit, int decimals) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        double size = Math.abs(value);
        if (size < limit) {
            return String.format(Locale.ROOT, "%." + decimals + "f", value);
        }
        return size < 100 * limit ? String.format(Locale.ROOT, "%.0f", value) : power(value, 0);
    }

    /** A learning rate, 8 wide. */
    static String rate(double value) {
        return Double.isFinite(value) ? power(value, 2) : special(value);
    }

    private static String power(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "e", value);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
    }

    /** A share in [0, 1] as percent, with one decimal where it is not 100, at most 5 wide. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return special(share);
        }
        String text = String.format(Locale.ROOT, "%.1f%%", 100 * share);
        return text.equals("100.0%") ? "100%" : text;
    }

    /** A share in [0, 1] as whole percent, at most 4 wide. */
    static String wholePercent(double share) {
        return Math.round(100 * Math.max(0, Math.min(1, share))) + "%";
    }

    /** A count, its thousands apart: 4 512. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', ' ');
    }

    /** Bytes: 39 MB. */
    static String bytes(double bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= KILO && unit < units.length - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }

    /** A time span of two units at most, at most 6 wide: 45s, 2m41s, 1h05m, 12d03h. */
    static String span(double seconds) {
        if (!(seconds >= 0) || seconds >= 1000.0 * DAY) {
            return "?";
        }
        long s = Math.round(seconds);
        if (s < MINUTE) {
            return s + "s";
        } else if (s < HOUR) {
            return String.format(Locale.ROOT, "%dm%02ds", s / MINUTE, s % MINUTE);
        } else if (s < DAY) {
            return String.format(Locale.ROOT, "%dh%02dm", s / HOUR, s % HOUR / MINUTE);
        }
        return String.format(Locale.ROOT, "%dd%02dh", s / DAY, s % DAY / HOUR);
    }

    /** A time that is only estimated, in one unit where that is enough, at most 6 wide: 45s, 47m, 1h05m. */
    static String estimate(double seconds) {
        return seconds >= MINUTE && seconds < HOUR ? Math.round(seconds / MINUTE) + "m" : span(seconds);
    }

    /** The time of day of an event: 10:41:07. */
    static String clock(long timeMs, ZoneId zone) {
        return CLOCK.format(Instant.ofEpochMilli(timeMs).atZone(zone));
    }
}
