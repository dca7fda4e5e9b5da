package io.traindeck.cli.ablation;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.comparison.MarkdownTable;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.RunException;
import io.traindeck.text.Numbers;
import io.traindeck.text.Typed;
import io.traindeck.train.AblationPlan;
import io.traindeck.train.LeaveOneOut;
import io.traindeck.train.Variant;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Markdown table of what each ingredient of an ablation has bought; its columns are aligned for people too. */
final class AblationTable {
    /**
     * A row of the table, for one variant.
     *
     * @param outcomes the outcomes by seed; every row has the same number of them, in the same order
     */
    record Row(Variant variant, List<RunOutcome> outcomes) {
        Row {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** The kind of a table: it decides which rows a row is compared with. */
    private enum Kind {
        LADDER("rung", List.of("bought", "in all")) {
            @Override
            List<Integer> others(int row) {
                return List.of(row - 1, 0);
            }

            @Override
            String legend(Row first) {
                return "bought: points more than on the rung before; in all: points more than vanilla.";
            }
        },
        LEAVE_ONE_OUT("run", List.of("without it")) {
            @Override
            List<Integer> others(int row) {
                return List.of(0);
            }

            @Override
            String legend(Row first) {
                return "without it: points more than " + first.variant().label() + ", which has all.";
            }
        };

        private final String name;
        private final List<String> differences;

        Kind(String name, List<String> differences) {
            this.name = name;
            this.differences = differences;
        }

        /** The rows that a row other than the first is compared with, for each column of differences. */
        abstract List<Integer> others(int row);

        abstract String legend(Row first);

        static Kind of(AblationPlan plan) {
            return plan instanceof LeaveOneOut ? LEAVE_ONE_OUT : LADDER;
        }

        List<String> header() {
            List<String> header = new ArrayList<>(List.of(name, "val_acc, %"));
            header.addAll(differences);
            header.addAll(List.of("epoch", "gap", "time"));
            return header;
        }
    }

    private static final String NONE = "-";
    private static final double PERCENT = 100;

    private final Kind kind;
    private final List<Row> rows;

    /** The sign has no spaces around it, so that a table full of deviations fits on 80 columns. */
    private final String plusMinus;

    /** @param charset the charset of the place where it is printed */
    AblationTable(AblationPlan plan, List<Row> rows, Charset charset) {
        this.kind = Kind.of(plan);
        this.rows = List.copyOf(rows);
        plusMinus = charset.newEncoder().canEncode('±') ? "±" : "+/-";
    }

    /**
     * Prints the result of an ablation once every run has had its turn: the table, and the command that shows the
     * curves.
     *
     * @throws CliException naming the runs without a result, if there are any
     */
    static void print(Ablation ablation, PrintStream out) throws CliException, RunException {
        List<Row> rows = ablation.rows();
        new AblationTable(ablation.plan(), rows, Charset.defaultCharset())
                .lines()
                .forEach(out::println);
        out.println();
        String curves = ablation.seeds() > 1 ? "Curves of the first seed" : "Curves";
        List<String> compare = new ArrayList<>(List.of("compare"));
        ablation.runs(ablation.firstSeed())
                .forEach(run -> compare.add(run.folder().typed()));
        out.println(curves + ": " + Typed.command(compare.toArray(String[]::new)));
        RunOutcome.requireResults(
                rows.stream().flatMap(row -> row.outcomes().stream()).toList());
    }

    /** Returns the table, the meaning of its columns, and remarks on single runs. */
    List<String> lines() {
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            cells.add(cells(i));
        }
        List<String> lines = new ArrayList<>(
                MarkdownTable.of(kind.header(), cells, 1).lines().toList());
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

    private List<String> cells(int index) {
        Row row = rows.get(index);
        List<RunOutcome> results =
                row.outcomes().stream().filter(RunOutcome::hasResult).toList();
        List<String> cells = new ArrayList<>(List.of(row.variant().label()));
        if (results.isEmpty()) {
            cells.add(row.outcomes().stream().map(RunOutcome::word).distinct().collect(Collectors.joining(", ")));
            cells.addAll(Collections.nCopies(kind.header().size() - cells.size(), NONE));
            return cells;
        }
        cells.add(figure(
                Numbers::fixed, results.stream().map(AblationTable::valAcc).toList()));
        if (index == 0) {
            cells.addAll(Collections.nCopies(kind.differences.size(), NONE));
        } else {
            kind.others(index)
                    .forEach(other -> cells.add(figure(AblationTable::signed, differences(row, rows.get(other)))));
        }
        cells.add(range(results.stream()
                .mapToInt(outcome -> (int) best(outcome).epoch())
                .sorted()
                .toArray()));
        cells.add(figure(
                AblationTable::signed, results.stream().map(RunOutcome::gap).toList()));
        cells.add(Numbers.span(mean(results.stream()
                .map(outcome -> outcome.run().seconds().orElseThrow())
                .toList())));
        return cells;
    }

    private static Measured best(RunOutcome outcome) {
        return outcome.run().best().orElseThrow();
    }

    private static double valAcc(RunOutcome outcome) {
        return PERCENT * best(outcome).values().get(OwnMetrics.VAL_ACC);
    }

    /** Returns the points of {@code val_acc} more than in another row, for each seed that has a result in both. */
    private static List<Double> differences(Row row, Row other) {
        return IntStream.range(0, row.outcomes().size())
                .filter(seed -> row.outcomes().get(seed).hasResult()
                        && other.outcomes().get(seed).hasResult())
                .mapToObj(seed -> valAcc(row.outcomes().get(seed))
                        - valAcc(other.outcomes().get(seed)))
                .toList();
    }

    /**
     * Returns the mean and, if there is more than one value, the sample standard deviation. Both then have one digit
     * after the point, since chance decides the second.
     *
     * @param text writes a number with so many decimals
     */
    private String figure(BiFunction<Double, Integer, String> text, List<Double> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        double mean = mean(values);
        if (values.size() == 1) {
            return text.apply(mean, 2);
        }
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = Math.sqrt(squares / (values.size() - 1));
        return text.apply(mean, 1) + plusMinus + Numbers.fixed(deviation, 1);
    }

    private static String signed(double value, int decimals) {
        return Numbers.signed(value, size -> Numbers.fixed(size, decimals));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static String range(int[] sorted) {
        int least = sorted[0];
        int most = sorted[sorted.length - 1];
        return least == most ? Integer.toString(least) : least + "-" + most;
    }
}
