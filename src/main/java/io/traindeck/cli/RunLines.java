package io.traindeck.cli;

import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.listing.RunSummary;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs as an aligned table for people. A column that is empty for all runs is left out. */
final class RunLines {
    private static final String GAP = "  ";

    private final long nowMs;

    /** @param atRight whether the column is for numbers */
    private record Column(String header, boolean atRight, Function<RunSummary, String> value) {
        String padded(String text, int width) {
            String blanks = " ".repeat(Math.max(0, width - Safe.cells(text)));
            return atRight ? blanks + text : text + blanks;
        }
    }

    /** @param nowMs the time from which ages are counted, Unix milliseconds */
    RunLines(long nowMs) {
        this.nowMs = nowMs;
    }

    /** The header, and a line for each run. */
    List<String> lines(List<RunSummary> runs) {
        boolean ours = runs.stream().allMatch(run -> run.run().folder().isPresent());
        List<Column> columns = columns(ours).stream()
                .filter(column ->
                        runs.stream().anyMatch(run -> !column.value.apply(run).isEmpty()))
                .toList();
        List<List<String>> cells = columns.stream()
                .map(column -> Stream.concat(
                                Stream.of(column.header),
                                runs.stream().map(run -> Safe.forLine(column.value.apply(run))))
                        .toList())
                .toList();
        List<Integer> widths = cells.stream()
                .map(column -> column.stream().mapToInt(Safe::cells).max().orElse(0))
                .toList();
        return Stream.iterate(0, row -> row <= runs.size(), row -> row + 1)
                .map(row -> Stream.iterate(0, i -> i < columns.size(), i -> i + 1)
                        .map(i -> columns.get(i).padded(cells.get(i).get(row), widths.get(i)))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .toList();
    }

    private List<Column> columns(boolean ours) {
        return List.of(
                new Column("run", false, RunSummary::name),
                new Column("state", false, RunSummary::stateWords),
                new Column("format", false, run -> ours ? "" : run.run().format()),
                new Column("recipe", false, run -> run.about().recipe()),
                new Column("data", false, run -> run.about().data()),
                new Column("from step", false, RunLines::parent),
                new Column("epoch", true, RunLines::epoch),
                new Column(
                        "step",
                        true,
                        run -> ours || run.reached().step() == 0
                                ? ""
                                : Numbers.count(run.reached().step())),
                new Column("goal", false, run -> ours ? "" : run.best().metric()),
                new Column(
                        "best",
                        true,
                        run -> run.best().text().isEmpty() ? "-" : run.best().text()),
                new Column(
                        "age",
                        true,
                        run -> age(Duration.ofMillis(nowMs - run.about().sinceMs()))));
    }

    private static String parent(RunSummary run) {
        Parent parent = run.about().parent();
        return parent == null ? "" : parent.step() + " of " + parent.run();
    }

    private static String epoch(RunSummary run) {
        int epoch = run.reached().epoch();
        int epochs = run.reached().epochs();
        return epochs > 0 ? epoch + "/" + epochs : epoch > 0 ? String.valueOf(epoch) : "";
    }

    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        return age.toHours() > 0 ? age.toHours() + "h" : Math.max(0, age.toMinutes()) + "m";
    }
}
