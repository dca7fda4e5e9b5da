package io.traindeck.comparison;

import io.traindeck.event.Goal;
import io.traindeck.event.OwnMetrics;
import io.traindeck.metric.Goals;
import io.traindeck.metric.Group;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import io.traindeck.metric.Trait;
import io.traindeck.state.Curve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the metrics that runs share although their names may differ: by the quantity and the part of the data. */
final class Matching {
    private static final double PERCENT = 100;

    /** The order of parts that decides between lines that equally many runs have. */
    private static final List<Part> PARTS = List.of(Part.VALIDATION, Part.TEST, Part.TRAIN, Part.NONE);

    private final List<ComparedRun> runs;

    /** The metrics of all runs, in order of first appearance. */
    private final Set<Metric> all = new LinkedHashSet<>();

    /** The names of the metrics of each run. */
    private final List<Set<String>> names = new ArrayList<>();

    /** The goal of each run; null for none. */
    private final List<Goal> goals = new ArrayList<>();

    Matching(List<ComparedRun> runs) {
        this.runs = runs;
        boolean nothing = runs.stream().noneMatch(ComparedRun::isKnown);
        for (ComparedRun run : runs) {
            // Only the metrics of traindeck's own trainer are known before they come.
            List<Metric> measured = nothing ? ComparedRun.OWN : run.metrics();
            all.addAll(measured);
            names.add(measured.stream().map(Metric::name).collect(Collectors.toUnmodifiableSet()));
            goals.add(Goals.of(measured, run.state().about().goal()));
        }
    }

    /** Returns the metric by which the runs are compared; empty if no run has a goal. */
    Optional<SharedGoal> goal(List<SharedGroup> groups) {
        return SharedGoal.of(goals, groups);
    }

    /**
     * Returns the quantities that any run has: those that the most runs have first, and those of equally many runs in
     * the usual order of groups.
     */
    List<SharedGroup> groups() {
        return joinedRewards(Group.of(all, null)).stream()
                .map(this::shared)
                .sorted(Comparator.comparingInt(SharedGroup::count).reversed())
                .toList();
    }

    /** Joins the rewards that are runs' goals into one quantity, whatever each program has made of that word. */
    private List<Group> joinedRewards(List<Group> groups) {
        List<String> names =
                goals.stream().filter(Objects::nonNull).map(Goal::metric).toList();
        List<Group> rewards = groups.stream()
                .filter(group ->
                        group.lines().stream().anyMatch(line -> line.is(Trait.REWARD) && names.contains(line.name())))
                .toList();
        if (rewards.size() < 2) {
            return groups;
        }
        List<Group> joined = new ArrayList<>(groups);
        List<Metric> lines =
                rewards.stream().flatMap(group -> group.lines().stream()).toList();
        joined.set(joined.indexOf(rewards.get(0)), new Group("reward", Kind.SCORE, lines));
        joined.removeAll(rewards);
        return joined;
    }

    private SharedGroup shared(Group group) {
        List<List<Metric>> ofRuns = names.stream()
                .map(known -> group.lines().stream()
                        .filter(line -> known.contains(line.name()))
                        .toList())
                .toList();
        List<SharedMetric> lines = new ArrayList<>();
        for (Part part : PARTS) {
            List<RunSeries> series = new ArrayList<>();
            for (int place = 0; place < runs.size(); place++) {
                Metric metric = chosen(ofRuns.get(place), part, place);
                series.add(
                        metric == null
                                ? RunSeries.NONE
                                : RunSeries.of(runs.get(place).state(), metric));
            }
            if (!series.stream().allMatch(RunSeries::isNone)) {
                lines.add(line(group, part, series));
            }
        }
        boolean ofTrainingAlone = lines.size() == 1 && lines.get(0).part() == Part.TRAIN;
        if (ofTrainingAlone) {
            lines.set(0, lines.get(0).on(Part.NONE));
        }
        lines.sort(Comparator.comparingInt(SharedMetric::count).reversed());
        int count = (int) ofRuns.stream().filter(known -> !known.isEmpty()).count();
        return new SharedGroup(group.title(), group.kind(), lines, count);
    }

    /**
     * Returns the metric that plays a part of a run's quantity; null if none does.
     *
     * @param known the metrics of the run that have this quantity
     */
    private Metric chosen(List<Metric> known, Part part, int place) {
        if (known.isEmpty()) {
            return null;
        }
        boolean validates = known.stream().anyMatch(line -> line.part() == Part.VALIDATION);
        // A run without a validation is compared by its test.
        Part tests = validates ? Part.TEST : Part.VALIDATION;
        List<Metric> some =
                known.stream().filter(line -> part(line, tests) == part).toList();
        Goal goal = goals.get(place);
        return some.size() < 2
                ? some.stream().findFirst().orElse(null)
                : some.stream()
                        .min(Comparator.comparing((Metric line) ->
                                        goal == null || !line.name().equals(goal.metric()))
                                .thenComparing(line -> line.is(Trait.EXTREME))
                                .thenComparing(line -> !isInMostRows(line, runs.get(place))))
                        .orElseThrow();
    }

    /**
     * Returns the part that a metric plays. A metric that does not tell how well training goes, such as a learning
     * rate, plays no part, even if its name says that it is of training.
     *
     * @param tests the part that the tests play in the run
     */
    private static Part part(Metric metric, Part tests) {
        boolean isMeasure = metric.kind() == Kind.LOSS || metric.kind() == Kind.SCORE;
        return switch (metric.part()) {
            case TEST -> tests;
            case TRAIN -> isMeasure ? Part.TRAIN : Part.NONE;
            case VALIDATION, NONE -> metric.part();
        };
    }

    /**
     * Returns whether the metric is a mean that is logged together with the validations, and so has less noise than one
     * of single batches.
     */
    private static boolean isInMostRows(Metric metric, ComparedRun run) {
        if (metric.kind() != Kind.LOSS && metric.kind() != Kind.SCORE) {
            return false;
        }
        if (run.rows().isEmpty()) {
            return !metric.name().equals(OwnMetrics.LOSS);
        }
        Curve curve = run.state().rowSeries(metric.name()).curve();
        return 2 * curve.size() * curve.width() >= run.rows().size();
    }

    private SharedMetric line(Group group, Part part, List<RunSeries> ofRuns) {
        Part written = ofRuns.stream()
                        .filter(series -> !series.isNone())
                        .allMatch(series -> series.metric().part() == Part.TEST)
                ? Part.TEST
                : part;
        boolean shares = ofRuns.stream()
                .allMatch(series -> series.isNone() || (series.metric().is(Trait.SHARE) && factor(series) > 0));
        List<RunSeries> units = shares
                ? ofRuns.stream().map(series -> series.times(factor(series))).toList()
                : ofRuns;
        return new SharedMetric(group.title(), written, group.kind(), shares, units);
    }

    /** Returns the factor that makes shares of the values; 0 if they are neither shares nor percent. */
    private static double factor(RunSeries series) {
        double least = series.curve().least();
        double most = series.curve().most();
        return least < 0 || most > PERCENT ? 0 : most > 1 ? 1 / PERCENT : 1;
    }
}
