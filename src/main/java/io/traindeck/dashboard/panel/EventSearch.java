package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.output.TextSearch;
import io.traindeck.event.TrainEvent;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Goes through the list of events from match to match. There must be something to look for. */
final class EventSearch {
    private final ViewState view;
    private final long nowMs;
    private final TextSearch search;
    private final List<TrainEvent> events;
    private final EventLines lines;
    private final int rows;

    /** The line in which an event begins, counted from the oldest; after the last the number of lines. */
    private final int[] starts;

    /**
     * @param width the columns of the list
     * @param rows the rows of the list
     */
    EventSearch(Frame frame, int width, int rows) {
        view = frame.view();
        nowMs = frame.nowMs();
        search = view.events().search();
        events = frame.state().journal().events();
        lines = new EventLines(frame);
        this.rows = rows;
        starts = new int[events.size() + 1];
        for (int i = 0; i < events.size(); i++) {
            starts[i + 1] = starts[i] + lines.count(List.of(events.get(i)), width);
        }
    }

    /** Searches from the events on the screen downwards, then upwards. */
    ViewState first() {
        int[] matches = matches(i -> true);
        if (matches.length == 0) {
            return say(view.with(view.events().withFound(null)), "No event has \"" + search.text() + "\".");
        }
        int below = IntStream.of(matches)
                .filter(i -> starts[i] >= top())
                .findFirst()
                .orElse(-1);
        return to(below >= 0 ? below : matches[matches.length - 1]);
    }

    /** Searches from the event that was found last. */
    ViewState next(boolean forward) {
        int from = place(view.events().found());
        if (from < 0) {
            return first();
        }
        int[] matches = matches(i -> forward ? i > from : i < from);
        return matches.length == 0
                ? say(view, forward ? "No later event has it." : "No earlier event has it.")
                : to(matches[forward ? 0 : matches.length - 1]);
    }

    private ViewState say(ViewState changed, String words) {
        return changed.withNotice(words, nowMs);
    }

    /** The index of an event; -1 if it is not in the list any more. */
    private int place(TrainEvent event) {
        return IntStream.range(0, events.size())
                .filter(i -> events.get(i) == event)
                .findFirst()
                .orElse(-1);
    }

    private int[] matches(IntPredicate among) {
        return IntStream.range(0, events.size())
                .filter(among)
                .filter(i -> search.in(lines.words(events.get(i)), 0) >= 0)
                .toArray();
    }

    private int all() {
        return starts[events.size()];
    }

    private int back() {
        return Math.min(view.eventsBack(), Math.max(0, all() - rows));
    }

    /** The first line that is seen. */
    private int top() {
        return Math.max(0, all() - back() - rows);
    }

    /** Goes to an event, and scrolls only if it is not seen already. */
    private ViewState to(int event) {
        ViewState there = view.with(view.events().withFound(events.get(event)));
        // The last row does not count: it tells how many lines are below.
        boolean isSeen = starts[event] >= top() && starts[event] < top() + rows - 1;
        int back = Math.max(0, Math.min(all() - rows + 1, all() - starts[event] - rows / 2));
        return isSeen ? there : there.withEventsBack(all() <= rows ? 0 : back);
    }
}
