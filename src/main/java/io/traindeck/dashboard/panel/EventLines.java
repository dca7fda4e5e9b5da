package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.output.TextSearch;
import io.traindeck.event.TrainEvent;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Events with their times of day, newest at the bottom. */
final class EventLines {
    private static final int AFTER_TIME = 11;

    /** Columns of a day before a time. */
    private static final int DAY = 7;

    /**
     * @param time the time of day, and the day if that must be told; empty if the line goes on with the event above
     * @param isFound whether the event was found last
     */
    record Line(String time, String text, Role role, boolean isFound) {}

    /**
     * Lines that can be drawn.
     *
     * @param textAt the column at which their text begins
     */
    record Block(int textAt, List<Line> lines) {
        void draw(Canvas canvas) {
            for (int y = 0; y < lines.size(); y++) {
                canvas.put(1, y, lines.get(y).time(), Role.DIM);
                canvas.put(textAt, y, lines.get(y).text(), lines.get(y).role());
            }
        }
    }

    private final Frame frame;
    private final EventWords words;
    private final EventsLook look;
    private final boolean hasTimes;

    /** Whether some of the events are of another day than today, so that a time of day alone would mislead. */
    private final boolean hasDays;

    EventLines(Frame frame) {
        this.frame = frame;
        RunState state = frame.state();
        words = new EventWords(state, frame.oldName());
        // On other views nobody has searched for anything.
        look = frame.view().view() == View.EVENTS ? frame.view().events() : EventsLook.NONE;
        hasTimes = state.lastMs() > 0;
        hasDays = hasTimes && !day(state.firstMs()).equals(day(frame.nowMs()));
    }

    private String day(long timeMs) {
        return Numbers.day(timeMs, timeMs, frame.zone());
    }

    /** Columns before the text; a log without times needs none for them. */
    private int textAt() {
        return !hasTimes ? 1 : hasDays ? AFTER_TIME + DAY : AFTER_TIME;
    }

    /**
     * Returns the last of the events for a place of that size, as many as there are rows. Rows that are left go to long
     * events, the newest first.
     */
    Block last(List<TrainEvent> events, int width, int height, Glyphs glyphs) {
        List<TrainEvent> last = events.subList(Math.max(0, events.size() - height), events.size());
        int free = height - last.size();
        List<Line> upwards = new ArrayList<>();
        for (int i = last.size() - 1; i >= 0; i--) {
            List<Line> lines = lines(last.get(i), width);
            if (lines.size() - 1 <= free) {
                free -= lines.size() - 1;
                Collections.reverse(lines);
                upwards.addAll(lines);
            } else {
                Phrase phrase = words.of(last.get(i));
                String text = Text.cut(phrase.text(), textWidth(width), glyphs);
                upwards.add(new Line(time(last.get(i)), text, phrase.role(), false));
            }
        }
        Collections.reverse(upwards);
        return new Block(textAt(), upwards);
    }

    private List<Line> lines(TrainEvent event, int width) {
        Phrase phrase = words.of(event);
        List<String> text = text(phrase, width);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            lines.add(new Line(i == 0 ? time(event) : "", text.get(i), phrase.role(), event == look.found()));
        }
        return lines;
    }

    private String time(TrainEvent event) {
        if (!hasTimes) {
            return "";
        }
        String clock = Numbers.clock(event.timeMs(), frame.zone());
        return hasDays ? Text.padLeft(day(event.timeMs()), DAY - 1) + " " + clock : clock;
    }

    /**
     * Draws as many lines as there are rows; long events take several.
     *
     * @param back the lines scrolled back from the newest
     */
    void draw(Canvas canvas, List<TrainEvent> events, int back) {
        int rows = canvas.height();
        List<Line> lines = lastLines(events, canvas.width(), rows + back);
        int end = Math.min(lines.size(), Math.max(rows, lines.size() - back));
        draw(canvas, lines.subList(Math.max(0, end - rows), end));
    }

    private void matches(Canvas row, Line line) {
        TextSearch search = look.search();
        if (search == null) {
            return;
        }
        int length = search.text().length();
        for (int at = search.in(line.text(), 0); at >= 0; at = search.in(line.text(), at + length)) {
            String match = line.text().substring(at, at + length);
            row.put(textAt() + at, 0, match, line.isFound() ? Role.SELECTED : Role.ACCENT);
        }
    }

    /** The words of an event, in one line. */
    String words(TrainEvent event) {
        return words.of(event).text();
    }

    /** The lines that the events take on a screen of that width. */
    int count(List<TrainEvent> events, int width) {
        return events.stream()
                .mapToInt(event -> text(words.of(event), width).size())
                .sum();
    }

    /** The lines of the last events: as many whole events as fill {@code most} lines. */
    private List<Line> lastLines(List<TrainEvent> events, int width, int most) {
        List<Line> upwards = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0 && upwards.size() < most; i--) {
            List<Line> lines = lines(events.get(i), width);
            Collections.reverse(lines);
            upwards.addAll(lines);
        }
        Collections.reverse(upwards);
        return upwards;
    }

    /** The lines of an event: at least one, so that every event can be seen. */
    private List<String> text(Phrase event, int width) {
        List<String> lines = Text.wrap(event.text(), textWidth(width));
        return lines.isEmpty() ? List.of("") : lines;
    }

    private int textWidth(int width) {
        return width - textAt() - 1;
    }

    private void draw(Canvas canvas, List<Line> lines) {
        new Block(textAt(), lines).draw(canvas);
        for (int y = 0; y < lines.size(); y++) {
            matches(canvas.row(y), lines.get(y));
        }
    }
}
