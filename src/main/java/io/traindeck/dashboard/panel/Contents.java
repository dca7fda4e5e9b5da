package io.traindeck.dashboard.panel;

import io.traindeck.metric.Group;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import io.traindeck.metric.Trait;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The metrics of a run that the overview shows, and the form in which it shows them.
 *
 * @param groups all groups there are, in the order in which they matter
 * @param trends the groups that are drawn over the steps: the first two before all others
 * @param norm the metric of the gauge of gradient norms; null without one
 * @param rate the metric of the gauge of learning rates; null without one
 * @param patience whether there is a gauge of epochs without a better goal
 * @param rows the names of the metrics that stand in rows
 */
record Contents(List<Group> groups, List<Trend> trends, Metric norm, Metric rate, boolean patience, Set<String> rows) {
    /** The maximum number of trends that stand before the gauges. */
    static final int FIRST = 2;

    /** The kinds of which every quantity is worth a trend. */
    private static final Set<Kind> DRAWN = Set.of(Kind.LOSS, Kind.SCORE, Kind.NORM, Kind.OTHER);

    /** @param ours whether our own trainer writes the log, or will */
    static Contents of(RunState state, boolean ours) {
        KnownMetrics known = KnownMetrics.of(state, ours);
        List<Group> groups = inOrder(known.groups());
        Group norm = first(groups, Kind.NORM);
        Group rate = first(groups, Kind.RATE);
        List<Trend> trends = new ArrayList<>();
        for (Group group : groups) {
            if (DRAWN.contains(group.kind()) && group != norm) {
                trends.add(Trend.of(state, group));
            }
        }
        return new Contents(
                groups,
                constantLast(trends, Trend::isConstant),
                norm == null ? null : norm.lines().get(0),
                rate == null ? null : rate.lines().get(0),
                ours || state.plan().patience() > 0,
                known.ofRows());
    }

    /**
     * Puts the goal's group and a loss before all others. The loss that is trained on comes first, unless the goal is a
     * reward, which comes before it. Any other loss comes second.
     */
    private static List<Group> inOrder(List<Group> groups) {
        if (groups.isEmpty() || groups.get(0).kind() == Kind.LOSS) {
            return groups;
        }
        Group whole = first(groups, Contents::isWhole);
        Group loss = whole == null ? first(groups, Kind.LOSS) : whole;
        if (loss == null) {
            return groups;
        }
        List<Group> ordered = new ArrayList<>(groups);
        ordered.remove(loss);
        boolean isReward = groups.get(0).has(Trait.REWARD);
        ordered.add(loss == whole && !isReward ? 0 : 1, loss);
        return ordered;
    }

    private static boolean isWhole(Group group) {
        return group.kind() == Kind.LOSS && group.has(Trait.WHOLE);
    }

    private static Group first(List<Group> groups, Kind kind) {
        return first(groups, group -> group.kind() == kind);
    }

    private static Group first(List<Group> groups, Predicate<Group> wanted) {
        for (Group group : groups) {
            if (wanted.test(group)) {
                return group;
            }
        }
        return null;
    }

    /** The losses and scores among the first two groups. */
    List<Group> main() {
        return groups.stream()
                .limit(FIRST)
                .filter(group -> group.kind() == Kind.LOSS || group.kind() == Kind.SCORE)
                .toList();
    }

    /**
     * The number of trends that stand before the gauges: losses and scores; if there are none, one of what else there
     * is.
     */
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
     * @param speed the name of the metric that the header tells; empty for none
     * @param allKinds whether times, speeds and counts are among them
     */
    List<Metric> untold(RunState state, int trends, List<Metric> columns, String speed, boolean allKinds) {
        List<Metric> untold = new ArrayList<>();
        for (Group group : groups) {
            boolean isGauge = norm != null && group.lines().contains(norm)
                    || rate != null && group.lines().contains(rate);
            if (!isGauge && (allKinds || DRAWN.contains(group.kind()))) {
                Set<Part> told = told(group, trends, columns);
                for (Metric line : group.lines()) {
                    if (!told.contains(line.part()) && !line.name().equals(speed)) {
                        untold.add(line);
                    }
                }
            }
        }
        return constantLast(
                untold, metric -> state.series(metric.name()).curve().isConstant());
    }

    /** The parts of a group that columns and the first trends tell of. */
    private Set<Part> told(Group group, int shown, List<Metric> columns) {
        Set<Part> told = EnumSet.noneOf(Part.class);
        for (Metric column : columns) {
            if (group.lines().contains(column)) {
                told.add(column.part());
            }
        }
        for (Trend trend : trends.subList(0, Math.min(shown, trends.size()))) {
            if (trend.group() == group) {
                trend.lines().forEach(line -> told.add(line.metric().part()));
            }
        }
        return told;
    }

    /** Puts the constant ones last: they are worth the least. */
    private static <T> List<T> constantLast(List<T> all, Predicate<T> isConstant) {
        List<T> ordered = new ArrayList<>();
        List<T> constant = new ArrayList<>();
        all.forEach(each -> (isConstant.test(each) ? constant : ordered).add(each));
        ordered.addAll(constant);
        return ordered;
    }

    /** Returns whether there is a table of rows. */
    boolean hasTable() {
        return !rows.isEmpty();
    }
}
