package io.traindeck.comparison;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Runs side by side; the first is what the others are measured against.
 *
 * @param runs one to {@link #MOST_RUNS}, names all different
 */
public record Comparison(List<ComparedRun> runs) {
    /** More curves than these nobody tells apart. */
    public static final int MOST_RUNS = 8;

    /** Keeps a copy of {@code runs}. */
    public Comparison {
        runs = List.copyOf(runs);
    }

    /**
     * A dial that is not the same in all runs.
     *
     * @param values one for each run; empty where a run does not have it
     */
    public record DialRow(String dial, List<String> values) {}

    /**
     * The dials that differ, in the order of run.json; one that a run lacks differs. A run of which no dial is known yet
     * says nothing about any.
     */
    public List<DialRow> differingDials() {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.dials().keySet()));
        List<DialRow> rows = new ArrayList<>();
        for (String name : names) {
            long different = runs.stream()
                    .map(ComparedRun::dials)
                    .filter(dials -> !dials.isEmpty())
                    .map(dials -> dials.getOrDefault(name, ""))
                    .distinct()
                    .count();
            if (different > 1) {
                rows.add(new DialRow(
                        name,
                        runs.stream()
                                .map(run -> run.dials().getOrDefault(name, ""))
                                .toList()));
            }
        }
        return rows;
    }

    /** Whether there are two runs of which dials are known, so that they may differ. */
    public boolean comparesDials() {
        return runs.stream().filter(run -> !run.dials().isEmpty()).count() > 1;
    }

    /** What a run's figure is more than the first run's; empty for the first, and where either is not a number. */
    public OptionalDouble delta(Figure figure, ComparedRun run) {
        ComparedRun first = runs.get(0);
        double delta = figure.of(run).orElse(Double.NaN) - figure.of(first).orElse(Double.NaN);
        return run == first || !Double.isFinite(delta) ? OptionalDouble.empty() : OptionalDouble.of(delta);
    }
}
