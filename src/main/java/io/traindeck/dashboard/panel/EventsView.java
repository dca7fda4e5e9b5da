package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.TrainEvent;
import java.util.List;

/** View 3: all events and warnings with their times. */
final class EventsView {
    private static final int HEADER_ROWS = 2;

    private final Frame frame;

    EventsView(Frame frame) {
        this.frame = frame;
    }

    /** Rows of the list, on a canvas of that height. */
    static int listRows(int height) {
        return height - HEADER_ROWS;
    }

    /** The maximum number of lines that the list is scrolled back; then its last row tells how many are below. */
    int mostBack(int width, int rows) {
        int lines = lines().count(frame.state().journal().events(), width);
        return lines <= rows ? 0 : lines - rows + 1;
    }

    private EventLines lines() {
        return new EventLines(frame);
    }

    void draw(Canvas canvas) {
        new Header(frame).status(canvas.row(0));
        List<TrainEvent> events = frame.state().journal().events();
        if (events.isEmpty()) {
            String words = frame.isOurs() ? "Nothing has happened yet." : "No event is in the log.";
            canvas.put(1, HEADER_ROWS, words, Role.DIM);
            return;
        }
        int rows = listRows(canvas.height());
        int back = frame.view().eventsBack();
        int newer = back == 0 ? 0 : Math.min(back, mostBack(canvas.width(), rows));
        if (newer > 0) {
            rows--;
            canvas.putRight(
                    canvas.width() - 1,
                    HEADER_ROWS + rows,
                    newer + " newer " + canvas.glyphs().below(),
                    Role.ACCENT);
        }
        Canvas list = canvas.part(new Rect(0, HEADER_ROWS, canvas.width(), rows));
        lines().draw(list, events, newer);
    }
}
