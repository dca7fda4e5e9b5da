package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.FittedColumns.Column;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.Goal;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Group;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import io.traindeck.metric.Trait;
import io.traindeck.state.Curve;
import io.traindeck.state.FamilyRows;
import io.traindeck.state.FamilyRows.Row;
import io.traindeck.state.RunState;
import io.traindeck.state.Series;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The columns that the table of rows may have: the metrics of the rows, and what steps have measured of a quantity that
 * rows lack, such as the training loss beside that of a validation.
 */
final class RowColumns {
    private static final int PERCENT_WIDTH = 6;
    private static final int SPAN_WIDTH = 6;
    private static final int RATE_WIDTH = 8;
    private static final int NUMBER_WIDTH = 7;
    private static final int LONGEST_HEADER = 16;

    /** The number of usual distances of points within which a value measured before a row is shown in it. */
    private static final double FAR = 2;

    /** The order of kinds on the screen, after the groups that matter most. */
    private static final List<Kind> ORDER =
            List.of(Kind.LOSS, Kind.SCORE, Kind.RATE, Kind.NORM, Kind.OTHER, Kind.TIME, Kind.SPEED, Kind.COUNT);

    /** The order in which kinds get their room. */
    private static final List<Kind> RANKS =
            List.of(Kind.SCORE, Kind.LOSS, Kind.TIME, Kind.RATE, Kind.NORM, Kind.OTHER, Kind.SPEED, Kind.COUNT);

    private final FamilyRows rows;
    private final Contents contents;
    private final String goal;

    /** The columns in the order of the screen. */
    private final List<Shown> shown = new ArrayList<>();

    /**
     * The content of a column.
     *
     * @param inRows whether rows have it, and not steps
     * @param isMain whether it belongs to one of the groups that matter most
     * @param ofGoal whether it belongs to the goal's group
     * @param hasParts whether another column shows the same quantity on another part of the data
     */
    private record Shown(Metric metric, Span span, boolean inRows, boolean isMain, boolean ofGoal, boolean hasParts) {
        boolean isHeldOut() {
            return metric.part().isHeldOut();
        }
    }

    /**
     * The values that a metric has had, in a run and in those that it comes from.
     *
     * @param least infinity if there is none
     * @param most minus infinity if there is none
     * @param isConstant whether there are several, all the same
     */
    private record Span(double least, double most, boolean isConstant) {
        static Span of(List<Curve> curves) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            boolean isSeveral = false;
            int filled = 0;
            for (Curve curve : curves) {
                least = Math.min(least, curve.least());
                most = Math.max(most, curve.most());
                isSeveral |= curve.isConstant();
                filled += curve.isEmpty() ? 0 : 1;
            }
            return new Span(least, most, (isSeveral || filled > 1) && least == most);
        }
    }

    /** A metric's column. */
    record MetricColumn(Metric metric, Column<Row> column) {}

    private RowColumns(FamilyRows rows, Contents contents) {
        this.rows = rows;
        this.contents = contents;
        Goal judge = rows.run().goal();
        goal = judge == null ? "" : judge.metric();
        List<Group> main = contents.main();
        List<Group> others = new ArrayList<>(contents.groups());
        others.removeAll(main);
        others.sort(Comparator.comparing(group -> ORDER.indexOf(group.kind())));
        main.forEach(group -> add(group, true));
        others.forEach(group -> add(group, false));
    }

    /** The columns in the order of the screen. */
    static List<MetricColumn> of(FamilyRows rows, Contents contents) {
        return new RowColumns(rows, contents).columns();
    }

    private void add(Group group, boolean isMain) {
        List<Metric> lines = new ArrayList<>();
        Set<Part> parts = EnumSet.noneOf(Part.class);
        boolean ofGoal = false;
        for (Metric line : group.lines()) {
            // An extreme is left out if its part of the data has a column already. Bad epochs have a gauge.
            boolean isTold =
                    line.name().equals(OwnMetrics.BAD_EPOCHS) || line.is(Trait.EXTREME) && parts.contains(line.part());
            if (contents.rows().contains(line.name()) && !isTold) {
                lines.add(line);
                parts.add(line.part());
            }
            ofGoal |= line.name().equals(goal);
        }
        boolean isWorthIt = isMain || group.kind() == Kind.RATE || group.kind() == Kind.NORM;
        Metric first = group.lines().get(0);
        if (isWorthIt
                && !parts.contains(first.part())
                && rows.runs().stream()
                        .anyMatch(run -> !run.series(first.name()).isEmpty())) {
            lines.add(0, first);
            parts.add(first.part());
        }
        boolean hasParts = parts.size() > 1;
        for (Metric line : lines) {
            boolean inRows = contents.rows().contains(line.name());
            List<Curve> curves = rows.runs().stream()
                    .map(run -> curve(run, line.name(), inRows))
                    .toList();
            shown.add(new Shown(line, Span.of(curves), inRows, isMain, ofGoal, hasParts));
        }
    }

    private static Curve curve(RunState run, String name, boolean inRows) {
        Curve ofRows = run.rowSeries(name).curve();
        return inRows && !ofRows.isEmpty() ? ofRows : run.series(name).curve();
    }

    private List<MetricColumn> columns() {
        List<Shown> byRank = new ArrayList<>(shown);
        byRank.sort(Comparator.comparingInt(this::rank));
        Map<Shown, Integer> ranks = new IdentityHashMap<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            ranks.put(byRank.get(i), i);
            labels.add(label(shown.get(i)));
        }
        List<MetricColumn> columns = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Shown each = shown.get(i);
            String label = labels.get(i);
            boolean isUnique = labels.indexOf(label) == labels.lastIndexOf(label);
            String header = isUnique ? label : Safe.forCells(each.metric().name());
            columns.add(new MetricColumn(each.metric(), column(each, header, ranks.get(each))));
        }
        return columns;
    }

    /** The rank of a column: the lower it is, the earlier the column gets its room. */
    private int rank(Shown each) {
        int ofKind = each.isMain() ? 0 : RANKS.indexOf(each.metric().kind());
        return tier(each) * RANKS.size() + ofKind;
    }

    /** The tier of a column: the goal gets its room first, and held-out data before training data. */
    private int tier(Shown each) {
        boolean judges = each.metric().kind() == Kind.LOSS || each.metric().kind() == Kind.SCORE;
        if (each.metric().name().equals(goal)) {
            return 0;
        } else if (judges && each.span().isConstant()) {
            return 7;
        } else if (each.isMain()) {
            return each.isHeldOut() ? 1 : each.ofGoal() ? 2 : 3;
        }
        return !judges ? 6 : each.isHeldOut() ? 4 : 5;
    }

    private Column<Row> column(Shown each, String header, int rank) {
        Metric metric = each.metric();
        double least = each.span().least();
        double most = each.span().most();
        boolean isSpan = metric.quantity().equals(OwnMetrics.SECONDS);
        Function<Double, String> text = value -> isSpan ? Numbers.span(value) : metric.text(value, least, most);
        int width = Math.max(width(metric, isSpan, least, most), Math.min(LONGEST_HEADER, header.length()));
        return Column.ofNumbers(header, width, rank, role(each), row -> text(each, row, text));
    }

    private String text(Shown each, Row of, Function<Double, String> text) {
        RunState run = of.run();
        Measured row = of.row();
        if (isOwnRate(each, run) && row.step() == run.plan().steps()) {
            Series steps = run.series(OwnMetrics.LR);
            if (steps.lastStep() == row.step()) {
                return text.apply(steps.last());
            }
        }
        if (each.inRows()) {
            String name = each.metric().name();
            return row.values().has(name) ? text.apply(row.values().get(name)) : "";
        }
        Curve curve = run.series(each.metric().name()).curve();
        int bucket = curve.at(row.step());
        boolean isNear = bucket >= 0 && row.step() - curve.last(bucket) <= FAR * usualDistance(curve);
        return isNear ? text.apply(curve.mean(bucket)) : "";
    }

    /**
     * Returns whether this is the learning rate of our own rows. They have the rate of the step that comes next; after
     * the last step of the plan none does, so that row shows the rate that it had.
     */
    private static boolean isOwnRate(Shown each, RunState run) {
        return each.metric().name().equals(OwnMetrics.LR) && run.about().isOwn();
    }

    /** The number of steps from one bucket to the next. */
    private static double usualDistance(Curve curve) {
        return Math.max(1, (double) (curve.lastStep() - curve.first(0)) / curve.size());
    }

    private static int width(Metric metric, boolean isSpan, double least, double most) {
        if (isSpan) {
            return SPAN_WIDTH;
        }
        return switch (metric.kind()) {
            case RATE -> RATE_WIDTH;
            case COUNT ->
                Math.max(metric.text(least).length(), metric.text(most).length());
            default -> metric.isPercent(least, most) ? PERCENT_WIDTH : NUMBER_WIDTH;
        };
    }

    private static Role role(Shown each) {
        return switch (each.metric().kind()) {
            case LOSS, SCORE -> Labels.role(each.metric().part());
            case RATE, TIME, SPEED, COUNT -> Role.DIM;
            case NORM, OTHER -> Role.TEXT;
        };
    }

    /**
     * The quantity, with its part before it if there are several; for an accuracy, which can be told by its percent,
     * the part alone.
     */
    private static String label(Shown each) {
        Metric metric = each.metric();
        String part = Labels.of(metric.part());
        if (!each.hasParts() || part.isEmpty()) {
            return Labels.of(metric);
        }
        boolean isAccuracy = metric.quantity().equals("acc")
                && metric.isPercent(each.span().least(), each.span().most());
        return isAccuracy ? part : part + " " + Labels.of(metric);
    }
}
