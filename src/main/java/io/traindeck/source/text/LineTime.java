package io.traindeck.source.text;

import io.traindeck.event.UnixTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** The time in front of a line, if it is a full date. A time without a zone is that of this machine. */
final class LineTime {
    private static final int MS_PER_MINUTE = 60_000;
    private static final int MS_PER_SECOND = 1000;

    private final ZoneId zone = ZoneId.systemDefault();
    private final long[] day = new long[3];

    /** The hour, minute, second and thousandths. */
    private final long[] clock = new long[4];

    /** The hour that was read last, as one number, and its start. */
    private long hour = -1;

    private long hourMs;

    /**
     * Returns the time in Unix milliseconds; {@link UnixTime#UNKNOWN} if there is no plausible date with a time at
     * {@code date}.
     */
    long read(LineTokens line, int date) {
        return UnixTime.plausible(timeMs(line, date));
    }

    private long timeMs(LineTokens line, int date) {
        try {
            if (!line.is(date + 1, LineTokens.TIME)) {
                return glued(line.text(date));
            }
            if (line.numbers(date, day) != 3 || line.numbers(date + 1, clock) < 2) {
                return 0;
            }
            return hour() + clock[1] * MS_PER_MINUTE + clock[2] * MS_PER_SECOND + clock[3];
        } catch (DateTimeException | ArithmeticException e) {
            return 0; // Such a day or such a year there is not.
        }
    }

    /** Returns the start of the hour: lines of the same hour ask the calendar once. */
    private long hour() {
        long now = ((day[0] * 10_000 + day[1]) * 10_000 + day[2]) * 100 + clock[0];
        if (now != hour) {
            boolean yearFirst = day[0] > 31;
            // Dates that do not begin with the year are in the American order, as in Python's examples: month, day,
            // year.
            int year = (int) day[yearFirst ? 0 : 2];
            int month = (int) day[yearFirst ? 1 : 0];
            int ofMonth = (int) day[yearFirst ? 2 : 1];
            hourMs = LocalDateTime.of(year, month, ofMonth, (int) clock[0], 0)
                    .atZone(zone)
                    .toInstant()
                    .toEpochMilli();
            hour = now;
        }
        return hourMs;
    }

    /** Reads a date and a time in one word, as ISO 8601 writes them. */
    private long glued(String text) {
        if (text.indexOf('T') < 0 || text.indexOf(':') < 0) {
            return 0;
        }
        String iso = text.replace('/', '-').replace(',', '.');
        boolean zoned = iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T');
        return zoned
                ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
                : LocalDateTime.parse(iso).atZone(zone).toInstant().toEpochMilli();
    }
}
