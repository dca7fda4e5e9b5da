package io.traindeck.cli.log;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.StandardStreams;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.JobWords;
import io.traindeck.state.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show}: what a log holds, in figures. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows what a log holds, in figures: for each metric how many points there are, the first and"
                + " the last, the least and the largest. Points that a later session has replaced do not count.")
public final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN|PATH",
            description = "A run's name, or the path of a run folder or of a log that another program has written.")
    private String run;

    @Option(names = "--json", description = "As a JSON object, the numbers to the last bit.")
    private boolean json;

    @Mixin
    private RunsOption runs;

    @Override
    public Integer call() throws CliException {
        LoggedRun found = RunOrPath.find(runs, run);
        PrintWriter out = spec.commandLine().getOut();
        try {
            ReadLog log = ReadLog.of(found);
            if (log.isProse()) {
                throw RunOrPath.isProse(found);
            }
            Status status = log.state().status(InstantSource.system().millis());
            out.print(
                    json
                            ? ShownJson.of(log, status.code()) + "\n"
                            : ShownTable.of(log, JobWords.of(status, null, 0).verb(), width()));
        } catch (IOException e) {
            throw RunOrPath.cannotRead(found, e);
        }
        out.flush();
        return 0;
    }

    /** Returns the columns to print in: a pipe and a file are as wide as need be. */
    private int width() {
        return StandardStreams.outIsTerminal() ? spec.usageMessage().width() : Integer.MAX_VALUE;
    }
}
