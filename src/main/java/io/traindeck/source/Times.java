package io.traindeck.source;

import io.traindeck.event.UnixTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as logs write them. What is none may be a duration: nobody makes times up. */
final class Times {
    /** The log does not say when. */
    static final long UNKNOWN = UnixTime.UNKNOWN;

    /** ISO 8601, and what people make of it to name a file: {@code 2018-11-10_00-18-12}. */
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T _]+(\\d\\d)[:-](\\d\\d)[:-](\\d\\d)"
                    + "(?:[.,](\\d{1,9}))? ?(Z|UTC|[+-]\\d\\d:?\\d\\d)?");

    private Times() {}

    /** Unix milliseconds of a time in s, ms, µs or ns; {@link #UNKNOWN} if it is no plausible time. */
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

    /** Unix milliseconds of a date with a time of day; {@link #UNKNOWN} if it is none of this century. Without a zone it is one of this machine. */
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
