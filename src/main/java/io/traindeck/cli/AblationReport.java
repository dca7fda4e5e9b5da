package io.traindeck.cli;

import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.state.Status;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an ablation prints once every run has had its turn. */
final class AblationReport {
    private final Ablation ablation;
    private final Function<RunFolder, String> nameOf;

    /** @param nameOf what a user types to name a run */
    AblationReport(Ablation ablation, Function<RunFolder, String> nameOf) {
        this.ablation = ablation;
        this.nameOf = nameOf;
    }

    /** @throws CliException naming the runs without a result, where there are any */
    void print(PrintStream out) throws CliException, RunException {
        List<AblationTable.Row> rows = ablation.rows();
        new AblationTable(rows, Charset.defaultCharset()).lines().forEach(out::println);
        out.println();
        String curves = ablation.seeds() > 1 ? "Curves of the first ladder" : "Curves";
        out.println(curves + ": traindeck compare "
                + ablation.ladder(ablation.firstSeed()).stream()
                        .map(run -> nameOf.apply(run.folder()))
                        .collect(Collectors.joining(" ")));
        List<String> failed = rows.stream()
                .flatMap(row -> row.outcomes().stream())
                .filter(outcome -> outcome.status() == Status.FAILED || !outcome.isFinal())
                .map(outcome -> outcome.folder().name())
                .toList();
        if (!failed.isEmpty()) {
            throw new CliException(failed.size() + " of " + ablation.runs().size() + " runs have no result: "
                    + String.join(", ", failed));
        }
    }
}
