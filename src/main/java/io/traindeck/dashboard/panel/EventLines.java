package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent;
import io.traindeck.text.Numbers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Events with their times of day, newest at the bottom. */
final class EventLines {
    private static final int TEXT_AT = 11;

    /** @param time of day; empty where the line goes on with the event above */
    private record Line(String time, String text, Role role) {}

    private final ZoneId zone;

    EventLines(ZoneId zone) {
        this.zone = zone;
    }

    /** The last events that the overview does not show anyway, as many as there are rows; long ones are cut. */
    void drawNews(Canvas canvas, List<TrainEvent> events) {
        List<Line> news = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0 && news.size() < canvas.height(); i--) {
            if (EventWords.isNews(events.get(i))) {
                Phrase words = EventWords.of(events.get(i));
                String text = Text.cut(words.text(), textWidth(canvas.width()), canvas.glyphs());
                news.add(0, new Line(Numbers.clock(events.get(i).timeMs(), zone), text, words.role()));
            }
        }
        draw(canvas, news);
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
    static int count(List<TrainEvent> events, int width) {
        return events.stream().mapToInt(event -> text(event, width).size()).sum();
    }

    /** As many whole events, from the end, as fill that many lines. */
    private List<Line> lastLines(List<TrainEvent> events, int width, int most) {
        List<Line> upwards = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0 && upwards.size() < most; i--) {
            Role role = EventWords.of(events.get(i)).role();
            List<String> text = text(events.get(i), width);
            for (int line = text.size() - 1; line >= 0; line--) {
                String time = line == 0 ? Numbers.clock(events.get(i).timeMs(), zone) : "";
                upwards.add(new Line(time, text.get(line), role));
            }
        }
        Collections.reverse(upwards);
        return upwards;
    }

    /** At least one line, so that every event can be seen. */
    private static List<String> text(TrainEvent event, int width) {
        List<String> lines = Text.wrap(EventWords.of(event).text(), Math.max(1, textWidth(width)));
        return lines.isEmpty() ? List.of("") : lines;
    }

    private static int textWidth(int width) {
        return width - TEXT_AT - 1;
    }

    private static void draw(Canvas canvas, List<Line> lines) {
        for (int y = 0; y < lines.size(); y++) {
            canvas.put(1, y, lines.get(y).time(), Role.DIM);
            canvas.put(TEXT_AT, y, lines.get(y).text(), lines.get(y).role());
        }
    }
}
