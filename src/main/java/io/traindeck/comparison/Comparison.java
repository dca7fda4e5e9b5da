package io.traindeck.comparison;

import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.metric.Kind;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs side by side; the first is what the others are measured against. They keep their order as long as each is told
 * apart by its colour and sign; if they are more, the best come first, and these alone are told apart.
 */
public final class Comparison {
    /** More curves than these nobody tells apart. */
    public static final int MOST_TOLD_APART = 8;

    /** More runs than these make neither a picture nor a table that anybody can read. */
    public static final int MOST_RUNS = 100;

    /** How fast it goes depends on the machine, and what is counted only on how far it is. */
    private static final Set<Kind> CHARTED = EnumSet.of(Kind.LOSS, Kind.SCORE, Kind.NORM, Kind.RATE, Kind.OTHER);

    private final List<ComparedRun> runs;

    /** The place that each run had when they were given. */
    private final List<Integer> given;

    private final SharedGoal goal;
    private final List<SharedGroup> groups;
    private final List<AxisUnit> axes;
    private final List<Figure> figures;

    /** @param runs one to {@link #MOST_RUNS}, names all different */
    public Comparison(List<ComparedRun> runs) {
        given = runs.size() > MOST_TOLD_APART
                ? BestFirst.of(runs)
                : IntStream.range(0, runs.size()).boxed().toList();
        this.runs = given.stream().map(runs::get).toList();
        Matching matching = new Matching(this.runs);
        List<SharedGroup> all = matching.groups();
        goal = matching.goal(all).orElse(null);
        int enough = (int) Math.min(2, Math.max(1, known().count()));
        groups = all.stream()
                .filter(group -> group.count() >= enough)
                .sorted(Comparator.comparing(group -> goal == null || group != goal.group()))
                .toList();
        axes = axes(has(AxisUnit.EPOCHS), has(AxisUnit.TIME));
        figures = Figures.of(this);
    }

    private Stream<ComparedRun> known() {
        return runs.stream().filter(ComparedRun::isKnown);
    }

    private boolean has(AxisUnit unit) {
        return known().allMatch(run -> run.has(unit));
    }

    private static List<AxisUnit> axes(boolean epochs, boolean time) {
        List<AxisUnit> axes = new ArrayList<>(List.of(epochs ? AxisUnit.EPOCHS : AxisUnit.STEPS));
        if (time) {
            axes.add(AxisUnit.TIME);
        }
        if (epochs) {
            axes.add(AxisUnit.STEPS);
        }
        return List.copyOf(axes);
    }

    /** The runs, in the order of the places that all else is told by. */
    public List<ComparedRun> runs() {
        return runs;
    }

    /** The place, among the runs that this was made of, of the run that is now at {@code place}. */
    public int given(int place) {
        return given.get(place);
    }

    /** The place of the run that was at {@code given} among those that this was made of. */
    public int placeOf(int given) {
        return this.given.indexOf(given);
    }

    /** Whether the run at that place has a colour and a sign of its own. */
    public boolean isToldApart(int place) {
        return place < MOST_TOLD_APART;
    }

    /** The runs that have a colour and a sign of their own. */
    public int toldApart() {
        return Math.min(MOST_TOLD_APART, runs.size());
    }

    /** What the runs are compared by; empty if no run has a goal. */
    public Optional<SharedGoal> goal() {
        return Optional.ofNullable(goal);
    }

    /**
     * What at least two runs measure, of a single run all: the goal's group first, then those that the most runs have, of
     * equals in the order of groups.
     */
    public List<SharedGroup> groups() {
        return groups;
    }

    /** The groups that say how well training goes: only these are drawn as curves. */
    public List<SharedGroup> charts() {
        return groups.stream().filter(group -> CHARTED.contains(group.kind())).toList();
    }

    /** The axes that all runs have, in the order in which they are offered: epochs if all have these, else steps. */
    public List<AxisUnit> axes() {
        return axes;
    }

    /** What tells how far the runs are: epochs if all have these, else steps. */
    public AxisUnit progress() {
        return axes.get(0);
    }

    /** The numbers that say how the runs went. */
    public List<Figure> figures() {
        return figures;
    }

    /** The run's best moment; null if it has none. */
    public Best best(int place) {
        return goal == null ? null : goal.best(runs.get(place), place);
    }

    /**
     * A dial that is not the same in all runs.
     *
     * @param values one for each run; empty where a run does not have it
     */
    public record DialRow(String dial, List<String> values) {}

    /**
     * The dials that differ: first what the runs have branched from, then those that the most runs have, of equals in the
     * order in which the runs tell them. One that a run lacks differs. A run of which no dial is known yet says nothing
     * about any.
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
        rows.sort(Comparator.<DialRow, Boolean>comparing(row -> !row.dial().equals(RunDials.FROM_STEP))
                .thenComparing(
                        row -> row.values().stream().filter(String::isEmpty).count()));
        return rows;
    }

    /**
     * What a run has in common with those that it comes from, the eldest first, without those that are among the runs
     * themselves; empty unless it was read before the run.
     */
    public List<RunState> ancestors(int place) {
        return runs.get(place).state().ancestors().stream()
                .filter(ancestor -> runs.stream().noneMatch(run -> isOf(run.state(), ancestor)))
                .toList();
    }

    /**
     * The run that the eldest known one of a branch's family comes from, of which nothing is shown: it was not read before the
     * branch, and is not among the runs. Empty where nothing is missing.
     */
    public Optional<Parent> missing(int place) {
        RunState run = runs.get(place).state();
        RunState eldest = run.ancestors().isEmpty() ? run : run.ancestors().get(0);
        return eldest.parent().filter(parent -> runs.stream()
                .noneMatch(other -> other.state().run().equals(parent.run())));
    }

    /** Whether {@code earlier} is the same run up to an earlier step. */
    private static boolean isOf(RunState run, RunState earlier) {
        return run.run().equals(earlier.run()) && run.firstMs() == earlier.firstMs();
    }

    /** Whether there are two runs of which dials are known, so that they may differ. */
    public boolean comparesDials() {
        return runs.stream().filter(run -> !run.dials().isEmpty()).count() > 1;
    }

    /** Whether two runs have measured something, so that their dials would be known if their logs told any. */
    public boolean hasBegun() {
        return runs.stream().filter(run -> run.state().isMeasured()).count() > 1;
    }
}
