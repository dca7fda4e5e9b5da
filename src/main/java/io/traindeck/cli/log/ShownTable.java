package io.traindeck.cli.log;

import io.traindeck.advice.TurnedDials;
import io.traindeck.event.DialNumber;
import io.traindeck.event.Goal;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.source.LoggedRun;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;

/** The output of {@code show} for people: the facts about the run, and a line for each metric. */
final class ShownTable {
    /** The shortest length to which a name is cut so that the line fits the terminal. */
    private static final int SHORTEST_NAME = 12;

    private static final String CUT = "...";
    private static final String GAP = "  ";
    private static final int LABEL = 12;

    /** The most facts, or other logs, that have a line; if there are more, the rest is only counted. */
    private static final int MOST_LINES = 20;

    private final ReadLog log;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    private ShownTable(ReadLog log, int width) {
        this.log = log;
        this.width = width;
    }

    /** @param width columns of the terminal */
    static String of(ReadLog log, String state, int width) {
        ShownTable table = new ShownTable(log, width);
        table.head(state);
        table.metrics();
        return table.out.toString();
    }

    private void head(String state) {
        Plan plan = log.state().plan();
        TurnedDials turned = log.state().turned();
        line("run", log.run().name());
        line("log", path(log.run()));
        lines("not read", log.run().others().stream().map(ShownTable::path).toList());
        line("state", state);
        log.figures().step().ifPresent(step -> line("step", Numbers.count(step) + of(plan.steps())));
        log.figures().epoch().ifPresent(epoch -> line("epoch", number(epoch) + of(plan.epochs())));
        Goal goal = log.goal();
        if (goal != null) {
            line(
                    "goal",
                    goal.metric() + ", " + (goal.better() == Goal.Better.HIGHER ? "higher" : "lower") + " is better");
        }
        List<String> facts = turned.inForce().facts().entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .toList();
        lines("facts", facts);
        lines("turned", turned.turns().stream().map(ShownTable::turn).toList());
        if (log.unreadable() > 0) {
            line("unreadable", Numbers.count(log.unreadable()) + (log.unreadable() == 1 ? " record" : " records"));
        }
        if (log.figures().hasLeftOut()) {
            line(
                    "left out",
                    "all metrics but the first "
                            + Numbers.count(log.figures().metrics().size()));
        }
    }

    private static String path(LoggedRun run) {
        return run.shown() + " (" + run.format() + ")";
    }

    private static String turn(DialTurned turn) {
        String from = turn.before().isEmpty() ? "" : " from " + DialNumber.text(turn.before());
        return turn.name() + from + " to " + DialNumber.text(turn.after()) + " after step "
                + Numbers.count(turn.step());
    }

    private static String of(long planned) {
        return planned > 0 ? " of " + Numbers.count(planned) : "";
    }

    private void lines(String label, List<String> texts) {
        int shown = texts.size() > MOST_LINES ? MOST_LINES - 1 : texts.size();
        for (int i = 0; i < shown; i++) {
            line(i == 0 ? label : "", texts.get(i));
        }
        if (shown < texts.size()) {
            line("", "and " + (texts.size() - shown) + " more");
        }
    }

    private void line(String label, String text) {
        append(label, LABEL, false);
        out.append(cut(Safe.forLine(text), Math.max(SHORTEST_NAME, width - LABEL))
                        .stripTrailing())
                .append('\n');
    }

    private void metrics() {
        List<MetricFigures> metrics = log.figures().metrics();
        out.append('\n');
        if (metrics.isEmpty()) {
            out.append("no metric yet\n");
            return;
        }
        boolean special = metrics.stream().anyMatch(metric -> metric.notFinite() > 0);
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(special, "metric", "points", "first", "last", "last step", "min", "max", "NaN, inf"));
        for (MetricFigures metric : metrics) {
            boolean finite = metric.notFinite() < metric.points();
            rows.add(row(
                    special,
                    Safe.forLine(metric.name()),
                    Numbers.count(metric.points()),
                    number(metric.first()),
                    number(metric.last()),
                    Numbers.count(metric.lastStep()),
                    finite ? number(metric.min()) : "-",
                    finite ? number(metric.max()) : "-",
                    metric.notFinite() == 0 ? "-" : Numbers.count(metric.notFinite())));
        }
        table(rows);
    }

    private static List<String> row(boolean special, String... cells) {
        return List.of(cells).subList(0, special ? cells.length : cells.length - 1);
    }

    private void table(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        int numbers = 0;
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[column] =
                    rows.stream().mapToInt(row -> Safe.cells(row.get(at))).max().getAsInt();
            numbers += column == 0 ? 0 : GAP.length() + widths[column];
        }
        widths[0] = Math.min(widths[0], Math.max(SHORTEST_NAME, width - numbers));
        for (List<String> row : rows) {
            append(cut(row.get(0), widths[0]), widths[0], false);
            for (int column = 1; column < widths.length; column++) {
                out.append(GAP);
                append(row.get(column), widths[column], true);
            }
            out.append('\n');
        }
    }

    /** Returns a number with six digits, as short as it can be: 0.05, 12.3457, 1e-7. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
        }
        return (value < 0 ? "-" : "") + (value == 0 ? "0" : Numbers.shortest(Math.abs(value)));
    }

    private void append(String text, int columns, boolean right) {
        String blanks = " ".repeat(Math.max(0, columns - Safe.cells(text)));
        out.append(right ? blanks : "").append(text).append(right ? "" : blanks);
    }

    /** Returns the end of a text that is too long: names differ there, and so do paths. */
    private static String cut(String text, int columns) {
        if (Safe.cells(text) <= columns) {
            return text;
        }
        int from = 0;
        while (from < text.length() && CUT.length() + Safe.cells(text.substring(from)) > columns) {
            from = text.offsetByCodePoints(from, 1);
        }
        return CUT + text.substring(from);
    }
}
