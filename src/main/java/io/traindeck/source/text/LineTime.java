package io.traindeck.source.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time in front of a line, if it is a full date. A time without a zone is that of this machine. */
final class LineTime {
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})[-/](\\d{1,2})[-/](\\d{4})");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:[.,](\\d{1,9}))?(Z|[+-]\\d{2}:?\\d{2})?");

    private final ZoneId zone = ZoneId.systemDefault();

    /** The minute that was read last, as text, and its start. */
    private String minute = "";

    private long minuteMs;

    /** Unix milliseconds; 0 if the tokens are no time. */
    long read(LineTokens line, int date) {
        String day = line.text(date);
        int glued = Math.max(day.indexOf('T'), day.indexOf('_'));
        String clock = glued > 0 ? day.substring(glued + 1) : line.is(date + 1, LineTokens.TIME) ? line.text(date + 1) : "";
        day = glued > 0 ? day.substring(0, glued) : day;
        try {
            return read(day, clock);
        } catch (DateTimeException | NumberFormatException e) {
            return 0;
        }
    }

    private long read(String day, String clock) {
        Matcher time = CLOCK.matcher(clock);
        if (!time.matches()) {
            return 0;
        }
        long millis = time.group(3) == null ? 0 : 1000L * Integer.parseInt(time.group(3));
        if (time.group(4) != null) {
            millis += (long) (1000 * Double.parseDouble("0." + time.group(4)));
        }
        String now = day + ' ' + time.group(1) + ':' + time.group(2) + (time.group(5) == null ? "" : time.group(5));
        if (!now.equals(minute)) {
            LocalDate date = date(day);
            if (date == null) {
                return 0;
            }
            LocalDateTime at = date.atTime(LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2))));
            minuteMs = time.group(5) == null
                    ? at.atZone(zone).toInstant().toEpochMilli()
                    : OffsetDateTime.of(at, java.time.ZoneOffset.of(time.group(5)))
                            .toInstant()
                            .toEpochMilli();
            minute = now;
        }
        return minuteMs + millis;
    }

    private static LocalDate date(String day) {
        Matcher date = YEAR_FIRST.matcher(day);
        if (date.matches()) {
            return LocalDate.of(number(date, 1), number(date, 2), number(date, 3));
        }
        date = YEAR_LAST.matcher(day);
        // As Python's logging examples and the Americans write it: the month first.
        return date.matches() ? LocalDate.of(number(date, 3), number(date, 1), number(date, 2)) : null;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
