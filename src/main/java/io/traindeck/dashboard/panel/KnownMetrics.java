package io.traindeck.dashboard.panel;

import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Metric;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The metrics that a run has logged, and those that it will log as far as anybody knows: so the screen of a run that has
 * just begun already has the places that will be filled.
 *
 * @param all in order of first appearance
 * @param ofRows names of those that stand in rows
 */
record KnownMetrics(List<Metric> all, Set<String> ofRows) {

    /** @param ours whether our own trainer writes the log, or will */
    static KnownMetrics of(RunState state, boolean ours) {
        List<Metric> all = new ArrayList<>(state.meanings());
        Set<String> names = new LinkedHashSet<>(state.metrics());
        Set<String> ofRows = new HashSet<>();
        Names last = null;
        for (Measured row : state.rows().list()) {
            if (row.values().names() != last) {
                last = row.values().names();
                ofRows.addAll(last.list());
            }
        }
        List<String> expected = new ArrayList<>();
        if (ours) {
            expected.addAll(OwnMetrics.ofSteps());
            expected.addAll(OwnMetrics.ofEpochs());
            ofRows.addAll(OwnMetrics.ofEpochs());
        }
        Goal declared = state.about().goal();
        if (declared != null) {
            expected.add(declared.metric());
        }
        for (String name : expected) {
            if (names.add(name)) {
                all.add(Metric.of(name));
            }
        }
        return new KnownMetrics(all, ofRows);
    }
}
