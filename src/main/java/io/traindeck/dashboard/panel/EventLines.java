package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Events with their times of day, newest at the bottom. */
final class EventLines {
    private static final int AFTER_TIME = 11;

    /** @param time of day; empty where the line goes on with the event above */
    private record Line(String time, String text, Role role) {}

    private final ZoneId zone;
    private final EventWords words;

    /** Columns before the text; a log without times needs none for them. */
    private final int textAt;

    EventLines(RunState state, ZoneId zone) {
        this.zone = zone;
        words = new EventWords(state);
        textAt = state.lastMs() > 0 ? AFTER_TIME : 1;
    }

    /** The last of the events, as many as there are rows; long ones are cut. */
    void drawLast(Canvas canvas, List<TrainEvent> events) {
        List<Line> lines = new ArrayList<>();
        for (TrainEvent event : events.subList(Math.max(0, events.size() - canvas.height()), events.size())) {
            Phrase phrase = words.of(event);
            String text = Text.cut(phrase.text(), textWidth(canvas.width()), canvas.glyphs());
            lines.add(new Line(time(event), text, phrase.role()));
        }
        draw(canvas, lines);
    }

    private String time(TrainEvent event) {
        return textAt < AFTER_TIME ? "" : Numbers.clock(event.timeMs(), zone);
    }

    /**
     * Draws as many lines as there are rows; long events take several.
     *
     * @param back lines scrolled back from the newest
     */
    void draw(Canvas canvas, List<TrainEvent> events, int back) {
        int rows = canvas.height();
        List<Line> lines = lastLines(events, canvas.width(), rows + back);
        int end = Math.min(lines.size(), Math.max(rows, lines.size() - back));
        draw(canvas, lines.subList(Math.max(0, end - rows), end));
    }

    /** Lines that the events take on a screen of that width. */
    int count(List<TrainEvent> events, int width) {
        return events.stream().mapToInt(event -> text(event, width).size()).sum();
    }

    /** As many whole events, from the end, as fill that many lines. */
    private List<Line> lastLines(List<TrainEvent> events, int width, int most) {
        List<Line> upwards = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0 && upwards.size() < most; i--) {
            Role role = words.of(events.get(i)).role();
            List<String> text = text(events.get(i), width);
            for (int line = text.size() - 1; line >= 0; line--) {
                String time = line == 0 ? time(events.get(i)) : "";
                upwards.add(new Line(time, text.get(line), role));
            }
        }
        Collections.reverse(upwards);
        return upwards;
    }

    /** At least one line, so that every event can be seen. */
    private List<String> text(TrainEvent event, int width) {
        List<String> lines = Text.wrap(words.of(event).text(), Math.max(1, textWidth(width)));
        return lines.isEmpty() ? List.of("") : lines;
    }

    private int textWidth(int width) {
        return width - textAt - 1;
    }

    private void draw(Canvas canvas, List<Line> lines) {
        for (int y = 0; y < lines.size(); y++) {
            canvas.put(1, y, lines.get(y).time(), Role.DIM);
            canvas.put(textAt, y, lines.get(y).text(), lines.get(y).role());
        }
    }
}
