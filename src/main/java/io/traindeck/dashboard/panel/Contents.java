package io.traindeck.dashboard.panel;

import io.traindeck.metric.Group;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import io.traindeck.metric.Trait;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of a run's metrics the overview shows, and in which form.
 *
 * @param groups all there are, in the order in which they matter
 * @param trends those that are drawn over the steps: the first two before all others
 * @param norm what the gauge of gradient norms shows; null without one
 * @param rate what the gauge of learning rates shows; null without one
 * @param patience whether there is a gauge of epochs without a better goal
 * @param rows names of metrics that stand in rows
 */
record Contents(List<Group> groups, List<Trend> trends, Metric norm, Metric rate, boolean patience, Set<String> rows) {
    /** Trends that stand before the gauges at the most. */
    static final int FIRST = 2;

    /** Kinds of which every quantity is worth a trend. */
    private static final Set<Kind> DRAWN = Set.of(Kind.LOSS, Kind.SCORE, Kind.NORM, Kind.OTHER);

    /** @param ours whether our own trainer writes the log, or will */
    static Contents of(RunState state, boolean ours) {
        KnownMetrics known = KnownMetrics.of(state, ours);
        List<Group> groups = inOrder(Group.of(known.all(), state.goal()));
        Group norm = first(groups, Kind.NORM);
        Group rate = first(groups, Kind.RATE);
        List<Trend> trends = groups.stream()
                .filter(group -> DRAWN.contains(group.kind()) && group != norm && group != rate)
                .map(group -> Trend.of(state, group))
                .sorted(Comparator.comparing(Trend::isConstant)) // What never changes is worth the least.
                .toList();
        return new Contents(
                groups,
                trends,
                norm == null ? null : norm.lines().get(0),
                rate == null ? null : rate.lines().get(0),
                ours || state.plan().patience() > 0,
                known.ofRows());
    }

    /** The goal's group and a loss before all others: the loss that is trained on comes first, any other second. */
    private static List<Group> inOrder(List<Group> groups) {
        if (groups.isEmpty() || groups.get(0).kind() == Kind.LOSS) {
            return groups;
        }
        Group whole = groups.stream().filter(Contents::isWhole).findFirst().orElse(null);
        Group loss = whole == null ? first(groups, Kind.LOSS) : whole;
        if (loss == null) {
            return groups;
        }
        List<Group> ordered = new ArrayList<>(groups);
        ordered.remove(loss);
        ordered.add(loss == whole ? 0 : 1, loss);
        return ordered;
    }

    private static boolean isWhole(Group group) {
        return group.kind() == Kind.LOSS && group.lines().stream().anyMatch(line -> line.is(Trait.WHOLE));
    }

    private static Group first(List<Group> groups, Kind kind) {
        return groups.stream().filter(group -> group.kind() == kind).findFirst().orElse(null);
    }

    /** The losses and scores among the first two groups. */
    List<Group> main() {
        return groups.stream()
                .limit(FIRST)
                .filter(group -> group.kind() == Kind.LOSS || group.kind() == Kind.SCORE)
                .toList();
    }

    /** How many trends stand before the gauges: losses and scores, or one of what else there is. */
    int firstTrends() {
        return Math.min(trends.size(), Math.max(1, main().size()));
    }

    int gauges() {
        return (norm == null ? 0 : 1) + (rate == null ? 0 : 1) + (patience ? 1 : 0);
    }

    /**
     * The metrics that nothing tells of yet.
     *
     * @param trends how many of the trends are shown
     * @param columns metrics that have a column in the table
     * @param speed what the header tells; empty for nothing
     * @param allKinds whether times, speeds and counts are among them
     */
    List<Metric> untold(RunState state, int trends, List<Metric> columns, String speed, boolean allKinds) {
        List<Metric> untold = new ArrayList<>();
        for (Group group : groups) {
            Set<Part> told = new HashSet<>();
            columns.stream().filter(group.lines()::contains).map(Metric::part).forEach(told::add);
            this.trends.stream()
                    .limit(trends)
                    .filter(trend -> trend.group() == group)
                    .flatMap(trend -> trend.lines().stream())
                    .map(line -> line.metric().part())
                    .forEach(told::add);
            boolean isGauge = group.lines().stream().anyMatch(line -> line == norm || line == rate);
            if (!isGauge && (allKinds || DRAWN.contains(group.kind()))) {
                group.lines().stream()
                        .filter(line -> !told.contains(line.part()) && !line.name().equals(speed))
                        .forEach(untold::add);
            }
        }
        untold.sort(Comparator.comparing(
                metric -> state.series(metric.name()).curve().isConstant()));
        return untold;
    }

    /** Whether there is a table of rows. */
    boolean hasTable() {
        return !rows.isEmpty();
    }
}
