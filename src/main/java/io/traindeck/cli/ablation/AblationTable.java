package io.traindeck.cli.ablation;

import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.comparison.MarkdownTable;
import io.traindeck.text.Numbers;
import io.traindeck.text.Spread;
import io.traindeck.text.Typed;
import io.traindeck.train.AblationPlan;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A Markdown table of what each ingredient of an ablation has bought; its columns are aligned for people too. */
final class AblationTable {
    private static final String NONE = "-";
    private static final double PERCENT = 100;

    private final AblationKind kind;
    private final List<AblationRow> rows;

    /** The sign has no spaces around it, so that a table full of deviations fits on 80 columns. */
    private final String plusMinus;

    /** @param charset the charset of the place where it is printed */
    AblationTable(AblationPlan plan, List<AblationRow> rows, Charset charset) {
        this.kind = AblationKind.of(plan);
        this.rows = List.copyOf(rows);
        plusMinus = charset.newEncoder().canEncode('±') ? "±" : "+/-";
    }

    /**
     * Prints the result of an ablation once every run has had its turn: the table, and the command that shows the
     * curves.
     */
    static void print(Ablation ablation, List<AblationRow> rows, PrintStream out) {
        new AblationTable(ablation.plan(), rows, Charset.defaultCharset())
                .lines()
                .forEach(out::println);
        out.println();
        String curves = ablation.seeds() > 1 ? "Curves of the first seed" : "Curves";
        List<String> compare = new ArrayList<>(List.of("compare"));
        ablation.runs(ablation.firstSeed())
                .forEach(run -> compare.add(run.folder().typed()));
        out.println(curves + ": " + Typed.command(compare.toArray(String[]::new)));
    }

    /** Returns the table, the meaning of its columns, and remarks on single runs. */
    List<String> lines() {
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            cells.add(cells(i));
        }
        List<String> lines =
                new ArrayList<>(MarkdownTable.of(header(), cells, 1).lines().toList());
        lines.add("");
        lines.add("val_acc: of the best epoch; gap: train_acc - val_acc of the last one, in points;");
        lines.add(kind.legend(rows.get(0)));
        int seeds = rows.get(0).outcomes().size();
        lines.add(
                seeds > 1
                        ? "Mean " + plusMinus + " sample standard deviation over " + seeds
                                + " seeds; differences seed by seed."
                        : "One seed cannot tell how much is chance; --seeds 3 trains two more of each.");
        rows.forEach(row -> row.outcomes().forEach(outcome -> outcome.remark().ifPresent(lines::add)));
        return lines;
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of(kind.row(), "val_acc, %"));
        header.addAll(kind.differences());
        header.addAll(List.of("epoch", "gap", "time"));
        return header;
    }

    private List<String> cells(int index) {
        AblationRow row = rows.get(index);
        List<RunOutcome> results = row.results();
        List<String> cells = new ArrayList<>(List.of(row.variant().label()));
        if (results.isEmpty()) {
            cells.add(row.outcomes().stream().map(RunOutcome::word).distinct().collect(Collectors.joining(", ")));
            cells.addAll(Collections.nCopies(header().size() - cells.size(), NONE));
            return cells;
        }
        cells.add(figure(Numbers::fixed, row.each(AblationRow::valAcc)));
        if (index == 0) {
            cells.addAll(Collections.nCopies(kind.differences().size(), NONE));
        } else {
            kind.others(index)
                    .forEach(other -> cells.add(figure(AblationTable::signed, row.differences(rows.get(other)))));
        }
        cells.add(range(results.stream()
                .mapToInt(outcome -> (int) AblationRow.best(outcome).epoch())
                .sorted()
                .toArray()));
        cells.add(figure(AblationTable::signed, row.each(RunOutcome::gap)));
        cells.add(Numbers.span(Spread.of(row.each(AblationRow::seconds)).mean()));
        return cells;
    }

    /**
     * Returns the mean and, if there is more than one value, the sample standard deviation. Both then have one digit
     * after the point, since chance decides the second.
     *
     * @param text writes a number with so many decimals
     * @param shares the values, which the table has in percent
     */
    private String figure(BiFunction<Double, Integer, String> text, List<Double> shares) {
        if (shares.isEmpty()) {
            return NONE;
        }
        Spread spread = Spread.of(shares);
        return Double.isNaN(spread.deviation())
                ? text.apply(PERCENT * spread.mean(), 2)
                : text.apply(PERCENT * spread.mean(), 1) + plusMinus + Numbers.fixed(PERCENT * spread.deviation(), 1);
    }

    private static String signed(double value, int decimals) {
        return Numbers.signed(value, size -> Numbers.fixed(size, decimals));
    }

    private static String range(int[] sorted) {
        int least = sorted[0];
        int most = sorted[sorted.length - 1];
        return least == most ? Integer.toString(least) : least + "-" + most;
    }
}
