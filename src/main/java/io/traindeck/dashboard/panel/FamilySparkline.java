package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.metric.Group;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A line in one row of the screen, and before it, dim, what a branch has of it in common with the runs that it comes
 * from, on as many columns as that has of the steps.
 *
 * @param shared the curves of the runs that it comes from, the eldest first; none of them is empty
 */
record FamilySparkline(List<Curve> shared, Curve own, Role role) {
    /** No step is marked. */
    static final long NO_STEP = -1;

    /** The sparkline of a line that a run has of a group. */
    static FamilySparkline of(RunState run, Group group, TrendLine line) {
        List<Curve> shared = new ArrayList<>();
        for (RunState ancestor : run.ancestors()) {
            TrendLine there = TrendLine.of(ancestor, group, line.metric().part());
            if (there != null && !there.isEmpty()) {
                shared.add(there.finest());
            }
        }
        return new FamilySparkline(shared, line.finest(), line.role());
    }

    /**
     * Draws over the whole width of the first row.
     *
     * @param marked the step of the best value, or {@link #NO_STEP}
     */
    void draw(Canvas row, long marked) {
        if (shared.isEmpty()) {
            Sparkline.draw(row, own.means(), own.at(marked), role);
            return;
        }
        List<Curve> curves = new ArrayList<>(shared);
        if (!own.isEmpty()) {
            curves.add(own);
        }
        long steps = Math.max(1, curves.get(curves.size() - 1).lastStep());
        Sparkline.Range scale = Sparkline.Range.of(curves.stream()
                .flatMapToDouble(curve -> DoubleStream.of(curve.means()))
                .toArray());
        // Only the last of them that has begun by that step holds it.
        int holder = curves.size() - 1;
        while (holder > 0 && curves.get(holder).at(marked) < 0) {
            holder--;
        }
        int x = 0;
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            int later = curves.size() - 1 - i;
            long share = Math.round((double) row.width() * curve.lastStep() / steps);
            int end = (int) Math.max(x, Math.min(share, row.width() - later));
            Canvas part = row.part(new Rect(x, 0, end - x, 1));
            int best = i == holder ? curve.at(marked) : -1;
            Sparkline.draw(part, curve.means(), scale, best, curve == own ? role : Role.DIM);
            x = end;
        }
    }
}
