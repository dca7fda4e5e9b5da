package io.traindeck.dashboard.panel;

import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Group;
import io.traindeck.metric.Metric;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The metrics that a run has logged, and those that it will log, as far as anybody knows: a branch will log those of
 * the runs that it comes from. With them the screen of a run
 * that has just begun already has the places that will be filled.
 *
 * @param groups in the order in which they matter
 * @param ofRows the names of the metrics that stand in rows
 */
record KnownMetrics(List<Group> groups, Set<String> ofRows) {

    /** @param ours whether our own trainer writes the log, or will */
    static KnownMetrics of(RunState state, boolean ours) {
        Set<String> ofRows = namesOfRows(state);
        Set<String> yetToCome = new LinkedHashSet<>();
        for (RunState ancestor : state.ancestors()) {
            Set<String> names = namesOfRows(ancestor);
            addUnknown(yetToCome, state, names);
            ofRows.addAll(names);
        }
        if (ours) {
            addUnknown(yetToCome, state, OwnMetrics.ofSteps());
            addUnknown(yetToCome, state, OwnMetrics.ofEpochs());
            ofRows.addAll(OwnMetrics.ofEpochs());
        }
        Goal declared = state.about().goal();
        if (declared != null) {
            addUnknown(yetToCome, state, List.of(declared.metric()));
        }
        return new KnownMetrics(yetToCome.isEmpty() ? state.groups() : groups(state, yetToCome), ofRows);
    }

    private static Set<String> namesOfRows(RunState run) {
        Set<String> found = new LinkedHashSet<>();
        Names last = null;
        for (Measured row : run.rows().list()) {
            if (row.values().names() != last) {
                last = row.values().names();
                found.addAll(last.list());
            }
        }
        return found;
    }

    private static void addUnknown(Set<String> to, RunState state, Collection<String> names) {
        for (String name : names) {
            if (!state.hasMetric(name)) {
                to.add(name);
            }
        }
    }

    private static List<Group> groups(RunState state, Set<String> yetToCome) {
        List<Metric> all = new ArrayList<>(state.meanings());
        yetToCome.forEach(name -> all.add(Metric.of(name)));
        return Group.of(all, state.goal());
    }
}
