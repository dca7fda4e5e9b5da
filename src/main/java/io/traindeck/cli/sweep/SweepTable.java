package io.traindeck.cli.sweep;

import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.MarkdownTable;
import io.traindeck.run.RunFolder;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import io.traindeck.text.Typed;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The Markdown tables of a sweep: its points, the best first, and the means by value of each dial. */
final class SweepTable {
    private static final String NONE = "-";

    private final List<PointResult> results;
    private final List<DialValues> dials;

    /** The goal that the columns show: that of the best point; empty if no point has a result. */
    private final Optional<Score> goal;

    /** @param dials the dials that vary */
    SweepTable(List<PointResult> results, List<DialValues> dials) {
        this.results = results.stream().sorted(PointResult.BEST_FIRST).toList();
        this.dials = List.copyOf(dials);
        goal = this.results.get(0).score();
    }

    /**
     * Prints the result of a sweep once every run has had its turn: the tables, and the command that shows the curves,
     * the best first.
     *
     * @param nameOf returns what a user types to name a run
     */
    static void print(
            List<PointResult> results, List<DialValues> dials, Function<RunFolder, String> nameOf, PrintStream out) {
        SweepTable table = new SweepTable(results, dials);
        table.lines().forEach(out::println);
        out.println();
        out.println("Curves" + (results.size() > Comparison.MOST_RUNS ? " of the best" : "") + ": "
                + Typed.command(Stream.concat(
                                Stream.of("compare"),
                                table.results.stream()
                                        .limit(Comparison.MOST_RUNS)
                                        .map(result ->
                                                nameOf.apply(result.outcome().folder())))
                        .toArray(String[]::new)));
    }

    /** Returns the tables, and remarks on single runs. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(points());
        if (goal.isPresent()) {
            lines.add("");
            lines.addAll(means(goal.get()));
        }
        List<String> remarks = results.stream()
                .flatMap(result -> result.outcome().remark().stream())
                .toList();
        if (!remarks.isEmpty()) {
            lines.add("");
            lines.addAll(remarks);
        }
        return lines;
    }

    private List<String> points() {
        List<String> header = new ArrayList<>();
        dials.forEach(dial -> header.add(cell(dial.dial())));
        header.addAll(List.of(goal.map(Score::header).orElse("best"), "at", "time", "state"));
        List<List<String>> rows = new ArrayList<>();
        for (PointResult result : results) {
            RunOutcome outcome = result.outcome();
            List<String> row = new ArrayList<>();
            dials.forEach(dial -> row.add(cell(result.point().values().get(dial.dial()))));
            row.add(result.score().map(score -> score.text(score.value())).orElse(NONE));
            row.add(result.score().map(Score::when).orElse(NONE));
            row.add(
                    outcome.run().seconds().isPresent()
                            ? Numbers.span(outcome.run().seconds().getAsDouble())
                            : NONE);
            row.add(outcome.word());
            rows.add(row);
        }
        return MarkdownTable.of(header, rows, dials.size()).lines().toList();
    }

    private List<String> means(Score unit) {
        List<List<String>> rows = new ArrayList<>();
        for (DialValues dial : dials) {
            for (ValueMean mean : ValueMean.of(dial.dial(), results)) {
                rows.add(List.of(
                        cell(dial.dial()),
                        cell(mean.value()),
                        Integer.toString(mean.runs()),
                        unit.text(mean.goal().mean()),
                        unit.text(mean.best())));
            }
        }
        List<String> header = List.of("dial", "value", "runs", "mean " + unit.header(), "best");
        return MarkdownTable.of(header, rows, 2).lines().toList();
    }

    /** Escapes vertical bars, which would begin another cell. */
    private static String cell(String text) {
        return Safe.forLine(text).replace("|", "\\|");
    }
}
