package io.traindeck.comparison;

import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.metric.Kind;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Several runs side by side; the others are compared with the first one. They keep their order as long as each has a
 * colour and a sign of its own. If there are more, the best come first, and only these have their own colour and sign.
 */
public final class Comparison {
    /** The number of curves that can be told apart. */
    public static final int MOST_TOLD_APART = 8;

    /** The number of runs that still make a picture or a table that people can read. */
    public static final int MOST_RUNS = 100;

    /**
     * The kinds of metrics that are drawn as curves. Speeds depend on the machine, and counts only on how far the run
     * is.
     */
    private static final Set<Kind> CHARTED = EnumSet.of(Kind.LOSS, Kind.SCORE, Kind.NORM, Kind.RATE, Kind.OTHER);

    private final List<ComparedRun> runs;

    /** The place that each run had in the list that was given. */
    private final List<Integer> given;

    private final SharedGoal goal;
    private final List<SharedGroup> groups;
    private final List<AxisUnit> axes;
    private final List<Figure> figures;

    /** @param runs one to {@link #MOST_RUNS} runs, with different names */
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

    /** The runs, in the order of their places; everything else here is told by these places. */
    public List<ComparedRun> runs() {
        return runs;
    }

    /** Returns the place, in the list that was given, of the run that is now at {@code place}. */
    public int given(int place) {
        return given.get(place);
    }

    /** Returns the place of the run that was at {@code given} in the list that was given. */
    public int placeOf(int given) {
        return this.given.indexOf(given);
    }

    /** Returns whether the run at that place has a colour and a sign of its own. */
    public boolean isToldApart(int place) {
        return place < MOST_TOLD_APART;
    }

    /** The number of runs that have a colour and a sign of their own. */
    public int toldApart() {
        return Math.min(MOST_TOLD_APART, runs.size());
    }

    /** The metric by which the runs are compared; empty if no run has a goal. */
    public Optional<SharedGoal> goal() {
        return Optional.ofNullable(goal);
    }

    /**
     * The groups that at least two runs measure, or all groups of a single run: the goal's group first, then those that
     * the most runs have, and those of equally many runs in the usual order of groups.
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

    /** The unit of the runs' progress: epochs if all have these, else steps. */
    public AxisUnit progress() {
        return axes.get(0);
    }

    /** The numbers that say how the runs went. */
    public List<Figure> figures() {
        return figures;
    }

    /** Returns the run's best moment; null if it has none. */
    public Best best(int place) {
        return goal == null ? null : goal.best(runs.get(place), place);
    }

    /**
     * A dial that is not the same in all runs.
     *
     * @param values the value in each run
     */
    public record DialRow(String dial, List<DialValue> values) {}

    /**
     * Returns the dials that differ. The origin of branches comes first, then the dials of the most runs; dials of
     * equally many runs keep the order in which the runs tell them. A dial that a run lacks differs, and so does one that
     * was turned in one run alone. A run of which no dial is known yet does not count.
     */
    public List<DialRow> differingDials() {
        Set<String> names = new LinkedHashSet<>();
        List<Map<String, DialValue>> all =
                runs.stream().map(ComparedRun::turnedDials).toList();
        all.forEach(dials -> names.addAll(dials.keySet()));
        List<DialRow> rows = new ArrayList<>();
        for (String name : names) {
            long different = all.stream()
                    .filter(dials -> !dials.isEmpty())
                    .map(dials -> dials.getOrDefault(name, DialValue.NONE))
                    .distinct()
                    .count();
            if (different > 1) {
                rows.add(new DialRow(
                        name,
                        all.stream()
                                .map(dials -> dials.getOrDefault(name, DialValue.NONE))
                                .toList()));
            }
        }
        rows.sort(Comparator.<DialRow, Boolean>comparing(row -> !row.dial().equals(RunDials.FROM_STEP))
                .thenComparing(
                        row -> row.values().stream().filter(DialValue::isNone).count()));
        return rows;
    }

    /**
     * Returns the histories that a run shares with its ancestors, the eldest first, without those of compared runs;
     * empty unless they were read before the run.
     */
    public List<RunState> ancestors(int place) {
        return runs.get(place).state().ancestors().stream()
                .filter(ancestor -> runs.stream().noneMatch(run -> isOf(run.state(), ancestor)))
                .toList();
    }

    /**
     * Returns the run from which the eldest known run of a branch's family comes, if nothing of it is shown: it was not
     * read before the branch, and is not among the runs. Empty if nothing is missing.
     */
    public Optional<Parent> missing(int place) {
        RunState run = runs.get(place).state();
        RunState eldest = run.ancestors().isEmpty() ? run : run.ancestors().get(0);
        return eldest.parent().filter(parent -> runs.stream()
                .noneMatch(other -> other.state().run().equals(parent.run())));
    }

    /** Returns whether {@code earlier} is the same run up to an earlier step. */
    private static boolean isOf(RunState run, RunState earlier) {
        return run.run().equals(earlier.run()) && run.firstMs() == earlier.firstMs();
    }

    /** Returns whether the dials of at least two runs are known, so that they may differ. */
    public boolean comparesDials() {
        return runs.stream().filter(run -> !run.dials().isEmpty()).count() > 1;
    }

    /**
     * Returns whether at least two runs have measured something, so that their dials would be known if their logs told
     * any.
     */
    public boolean hasBegun() {
        return runs.stream().filter(run -> run.state().isMeasured()).count() > 1;
    }
}
