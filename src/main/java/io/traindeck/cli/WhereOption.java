package io.traindeck.cli;

import io.traindeck.run.RunFolder;
import java.io.PrintStream;
import picocli.CommandLine.Option;

/** Whether a trainer runs here, with a line per epoch, or in the background. */
final class WhereOption {
    @Option(names = "--plain", description = "Train in the foreground and print a line per epoch.")
    private boolean plain;

    @Option(names = "--detach", description = "Train in the background; print the run's name and return.")
    private boolean detach;

    /** Trains and returns the exit code. */
    int train(RunFolder folder, TrainerProcess.Start start) throws Exception {
        PrintStream out = System.out;
        if (detach) {
            new BackgroundTrainer(folder).start(start);
            out.println(folder.name());
            return 0;
        }
        boolean terminal = StandardStreams.outIsTerminal();
        return new TrainerProcess(folder, out, terminal).run(start);
    }
}
