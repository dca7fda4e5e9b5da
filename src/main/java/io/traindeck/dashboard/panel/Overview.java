package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.state.RunState;
import java.util.List;

/** View 1: everything at a glance. */
final class Overview {
    private final Frame frame;
    private final RunState state;
    private final Phrase words;

    Overview(Frame frame) {
        this.frame = frame;
        this.state = frame.state();
        this.words = StatusWords.of(frame);
    }

    /** Where the panels go on a screen of that size. */
    OverviewLayout layout(int width, int height) {
        return OverviewLayout.of(
                width,
                height,
                new OverviewLayout.Needs(
                        wrapped(width).size(),
                        SystemRows.rows(state.usage()),
                        state.plan().epochs(),
                        frame.replay() != null));
    }

    private List<String> wrapped(int width) {
        return Text.wrap(words.text(), width - 2);
    }

    void draw(Canvas canvas) {
        OverviewLayout layout = layout(canvas.width(), canvas.height());
        Columns columns = Columns.of(canvas.width());
        Header header = new Header(frame);
        header.status(canvas.part(layout.status()));
        if (!layout.second().isEmpty()) {
            header.second(canvas.part(layout.second()));
        }
        if (!layout.bar().isEmpty()) {
            header.bar(canvas.part(layout.bar()));
        }
        if (layout.charts()) {
            charts(canvas.part(layout.trends()));
        } else {
            new TrendRows(state, columns).draw(canvas.part(layout.trends()));
        }
        GaugeRows gauges = new GaugeRows(state, columns);
        gauges.gradientNorm(canvas.part(layout.gradientNorm()));
        gauges.rate(canvas.part(layout.rate()));
        if (!layout.patience().isEmpty()) {
            gauges.patience(canvas.part(layout.patience()));
        }
        new EpochTable(state, frame.view().tableBack()).draw(canvas.part(layout.table()), layout.tableHeader());
        if (!layout.events().isEmpty()) {
            new EventLines(frame.zone())
                    .drawNews(canvas.part(layout.events()), state.journal().events());
        }
        if (!layout.system().isEmpty()) {
            SystemRows.draw(canvas.part(layout.system()), state.usage());
        }
        boolean apart = !layout.words().isEmpty();
        if (apart) {
            words(canvas.part(layout.words()));
        }
        MessageRow.draw(canvas.part(layout.message()), frame, apart ? Phrase.NONE : words);
        if (!layout.replay().isEmpty()) {
            ReplayBar.draw(canvas.part(layout.replay()), frame.replay());
        }
    }

    private void words(Canvas canvas) {
        List<String> lines = wrapped(canvas.width());
        for (int i = 0; i < lines.size(); i++) {
            canvas.put(1, i, lines.get(i), words.role());
        }
    }

    /** Loss and accuracy side by side. */
    private void charts(Canvas canvas) {
        int half = canvas.width() / 2;
        Canvas left = canvas.part(new Rect(0, 0, half - 1, canvas.height()));
        Canvas right = canvas.part(new Rect(half, 0, canvas.width() - half, canvas.height()));
        Curves curves = new Curves(state, ViewState.NO_CURSOR);
        curves.loss(left);
        curves.accuracy(right);
    }
}
