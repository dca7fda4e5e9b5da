package io.traindeck.source;

import io.traindeck.event.UnixTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times as logs write them. A number that is not plausible as a time may be a duration: no time is made up from
 * it.
 */
final class Times {
    /** The time of an event if the log does not say it. */
    static final long UNKNOWN = UnixTime.UNKNOWN;

    /** A date in ISO 8601, or as people write it in the name of a file: {@code 2018-11-10_00-18-12}. */
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T _]+(\\d\\d)[:-](\\d\\d)[:-](\\d\\d)"
                    + "(?:[.,](\\d{1,9}))? ?(Z|UTC|[+-]\\d\\d:?\\d\\d)?");

    private Times() {}

    /** Returns the Unix milliseconds of a time in s, ms, µs or ns; {@link #UNKNOWN} if it is not a plausible time. */
    static long ofUnix(double number) {
        double seconds = number;
        for (int power = 0; power < 4; power++) {
            long time = UnixTime.ofSeconds(seconds);
            if (time != UNKNOWN) {
                return time;
            }
            seconds /= 1000;
        }
        return UNKNOWN;
    }

    /**
     * Returns the Unix milliseconds of a date with a time of day; {@link #UNKNOWN} if it is not plausible. A date
     * without a zone is taken as local time of this machine.
     */
    static long ofDate(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return UNKNOWN;
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    part(date, 1), part(date, 2), part(date, 3), part(date, 4), part(date, 5), part(date, 6));
            String fraction = date.group(7) == null ? "" : date.group(7);
            int ms = Integer.parseInt((fraction + "000").substring(0, 3));
            return UnixTime.plausible(
                    time.atZone(zone(date.group(8))).toInstant().toEpochMilli() + ms);
        } catch (DateTimeException e) {
            return UNKNOWN;
        }
    }

    private static int part(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }

    private static ZoneId zone(String text) {
        if (text == null) {
            return ZoneId.systemDefault();
        }
        return text.equals("Z") || text.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(text);
    }
}
