package io.traindeck.plot;

import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.RunSeries;
import io.traindeck.comparison.SharedMetric;
import io.traindeck.comparison.StepAxis;
import io.traindeck.metric.Part;
import io.traindeck.state.RunState;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The curves that branches have in common with the runs that they come from: thin grey lines behind those of the runs.
 * A run that is in the figure itself has its own line there, and no grey one.
 */
final class Histories {
    static final Color COLOR = new Color(0x999999);
    private static final BasicStroke STROKE =
            new BasicStroke(Panels.THIN, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 3}, 0);

    private static final Shape MARK = Keys.scaled(RunStyle.of(0).mark(), Panels.TRAIN_SCALE);

    private final Comparison comparison;

    Histories(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * A metric of a run that a branch comes from, up to the last step that both have in common.
     *
     * @param axis the axis along which the steps of the run lie
     */
    record History(RunState run, RunSeries series, StepAxis axis) {
        /** Returns whether both are the same: branches of one run at one step have the same history. */
        private boolean isSameAs(History other) {
            return run.run().equals(other.run.run())
                    && run.firstMs() == other.run.firstMs()
                    && run.lastStep() == other.run.lastStep();
        }
    }

    /** The histories of a metric, each once. */
    List<History> of(SharedMetric metric) {
        List<History> histories = new ArrayList<>();
        for (int place = 0; place < comparison.runs().size(); place++) {
            for (RunState run : comparison.ancestors(place)) {
                RunSeries series = metric.ofRuns().get(place).of(run);
                History history = new History(run, series, StepAxis.of(comparison.progress(), run));
                if (!series.curve().isEmpty() && histories.stream().noneMatch(history::isSameAs)) {
                    histories.add(history);
                }
            }
        }
        return histories;
    }

    /** The end of the longest history, along the axis; 0 if there is none. */
    double end() {
        double end = 0;
        for (int place = 0; place < comparison.runs().size(); place++) {
            for (RunState run : comparison.ancestors(place)) {
                end = Math.max(end, StepAxis.of(comparison.progress(), run).at(run.lastStep()));
            }
        }
        return end;
    }

    /** Draws lines of rows with their marks: of a row that is alone, the mark is all that is seen. */
    void drawMarked(Panel panel, SharedMetric metric, List<Points> lines) {
        Color fill = metric.part() == Part.TRAIN ? Color.WHITE : COLOR;
        draw(panel, metric, lines);
        lines.stream()
                .filter(points -> points.size() <= Lines.MOST_MARKED)
                .forEach(points -> panel.marks(points, MARK, fill, COLOR, new BasicStroke(1.5f)));
    }

    /** Draws lines of histories before any other; the key of the first panel explains them. */
    void draw(Panel panel, SharedMetric metric, List<Points> lines) {
        lines.forEach(points -> panel.line(points, COLOR, STROKE));
        boolean isFirst = comparison.charts().get(0).lines().contains(metric);
        if (isFirst && !lines.isEmpty()) {
            panel.explain(Keys.line("before the branch", STROKE, COLOR));
        }
    }
}
