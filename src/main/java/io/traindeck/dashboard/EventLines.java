package io.traindeck.dashboard;

import io.traindeck.event.TrainEvent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Events with their times of day, newest at the bottom. */
final class EventLines {
    private static final int TEXT_AT = 11;

    private final ZoneId zone;

    EventLines(ZoneId zone) {
        this.zone = zone;
    }

    /** The last events that the overview does not show anyway, as many as there are rows. */
    void drawNews(Canvas canvas, List<TrainEvent> events) {
        List<TrainEvent> news = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0 && news.size() < canvas.height(); i--) {
            if (EventWords.isNews(events.get(i))) {
                news.add(0, events.get(i));
            }
        }
        draw(canvas, news, 0);
    }

    /**
     * Draws as many events as there are rows.
     *
     * @param back events scrolled back from the newest
     */
    void draw(Canvas canvas, List<TrainEvent> events, int back) {
        int rows = canvas.height();
        int end = Math.min(events.size(), Math.max(Math.min(rows, events.size()), events.size() - back));
        int begin = Math.max(0, end - rows);
        for (int i = begin; i < end; i++) {
            TrainEvent event = events.get(i);
            Phrase words = EventWords.of(event);
            canvas.put(1, i - begin, Numbers.clock(event.timeMs(), zone), Role.DIM);
            String text = Text.cut(words.text(), canvas.width() - TEXT_AT - 1, canvas.glyphs());
            canvas.put(TEXT_AT, i - begin, text, words.role());
        }
    }
}
