package io.traindeck.source;

import io.traindeck.event.UnixTime;
import io.traindeck.run.FollowedLines;
import io.traindeck.source.text.TextEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The text that a program prints, followed as it grows. If a line is drawn over itself, its last state counts. */
public final class TextSource implements EventSource {
    private final FollowedLines lines;
    private final FollowedLines.Lines reader = new FollowedLines.Lines() {
        @Override
        public void line(byte[] buffer, int from, int to, long offset) {
            if (buffer[to] == '\r') {
                redraw(buffer, from, to);
            } else {
                end(buffer, from, to);
            }
        }

        @Override
        public void tooLong(long offset, long end) {
            drawn = 0;
            unreadable++;
        }
    };

    private final LongSupplier now;
    private final BooleanSupplier isDue;
    private TextEvents events;
    private Sink into;
    private long unreadable;

    /** The last state of a line that is being drawn over, {@link #drawn} bytes long; 0 if there is none. */
    private byte[] state = new byte[256];

    private int drawn;

    TextSource(Path file, Runnable restarted) {
        this(file, () -> UnixTime.UNKNOWN, () -> false, restarted);
    }

    /**
     * Makes a source for a caller that reads the text while the program prints it, and so knows the time. States of a
     * line that is drawn over may count too, so that the bar of a long epoch tells of it before it ends.
     *
     * @param file the file with the text; it need not exist yet
     * @param now tells the time of each line that has no date of its own, Unix milliseconds
     * @param isDue is asked at each such state whether the state counts
     * @param restarted runs before the first event of a text that was replaced or cut short: forget the old one
     */
    public TextSource(Path file, LongSupplier now, BooleanSupplier isDue, Runnable restarted) {
        this.now = now;
        this.isDue = isDue;
        lines = new FollowedLines(file, true, () -> {
            begin();
            restarted.run();
        });
        begin();
    }

    private void begin() {
        events = new TextEvents(now, event -> into.take(event));
        unreadable = 0;
        drawn = 0;
    }

    @Override
    public int poll(int most, Sink sink) throws IOException {
        into = sink;
        return lines.poll(most, reader);
    }

    @Override
    public double share() {
        return lines.share();
    }

    /** The number of lines that are too long to be read. */
    @Override
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void redraw(byte[] buffer, int from, int to) {
        if (isBlank(buffer, from, to)) {
            return;
        }
        drawOver();
        drawn = to - from;
        state = state.length < drawn ? new byte[drawn] : state;
        System.arraycopy(buffer, from, state, 0, drawn);
    }

    private void end(byte[] buffer, int from, int to) {
        if (drawn > 0 && isBlank(buffer, from, to)) {
            // The line ended in the state in which it was drawn last: CR LF, or a bar that is done.
            events.line(state, 0, drawn);
        } else {
            drawOver();
            events.line(buffer, from, to);
        }
        drawn = 0;
    }

    private void drawOver() {
        if (drawn > 0) {
            events.redrawn(state, 0, drawn, isDue.getAsBoolean());
        }
        if (state.length > 1 << 16) {
            state = Arrays.copyOf(state, 256);
        }
    }

    private static boolean isBlank(byte[] buffer, int from, int to) {
        for (int at = from; at < to; at++) {
            if (buffer[at] != ' ') {
                return false;
            }
        }
        return true;
    }
}
