package io.traindeck.source;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as logs write them: a Unix time in seconds or a power of a thousandth of them, or a date. */
final class LogTime {
    /** The log does not say when. */
    static final long UNKNOWN = 0;

    /** The years 2001 to 2100, in Unix seconds: numbers outside are seconds since some start, or no times at all. */
    private static final double EARLIEST = 1e9;

    private static final double LATEST = 4.1e9;

    private static final Pattern DATE =
            Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[T _](\\d\\d)[:-](\\d\\d)[:-](\\d\\d)"
                    + "(?:[.,](\\d{1,9})\\d*)?\\s*(Z|UTC|[+-]\\d\\d:?\\d\\d)?");

    private LogTime() {}

    /** Unix milliseconds of a Unix time in s, ms, µs or ns; {@link #UNKNOWN} if it can be no time of our days. */
    static long of(double unix) {
        double seconds = unix;
        for (int power = 0; power < 4; power++) {
            if (seconds >= EARLIEST && seconds <= LATEST) {
                return Math.round(seconds * 1000);
            }
            seconds /= 1000;
        }
        return UNKNOWN;
    }

    /**
     * Unix milliseconds of a date, such as {@code 2026-11-25T18:00:06.5+01:00}, or of a Unix time in quotes; {@link
     * #UNKNOWN} if it is neither. A date without a zone is in this machine's.
     */
    static long of(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return FlatRecord.isNumber(text) ? of(JavaDoubleParser.parseDouble(text)) : UNKNOWN;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(date, 1),
                    number(date, 2),
                    number(date, 3),
                    number(date, 4),
                    number(date, 5),
                    number(date, 6));
            String fraction = date.group(7);
            long millis = fraction == null ? 0 : Long.parseLong((fraction + "000").substring(0, 3));
            return local.atZone(zone(date.group(8))).toEpochSecond() * 1000 + millis;
        } catch (DateTimeException e) {
            return UNKNOWN;
        }
    }

    private static int number(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }

    private static ZoneId zone(String written) {
        if (written == null) {
            return ZoneId.systemDefault();
        }
        return written.equals("Z") || written.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(written);
    }
}
