package io.traindeck.cli;

import io.traindeck.cli.trainer.SupervisedProgram;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code supervise}: the command by which a supervisor is started in the background. It is not for people. */
@Command(name = "supervise", hidden = true)
final class SuperviseCommand implements Callable<Integer> {
    @Mixin
    private BackgroundOptions options;

    @Override
    public Integer call() throws Exception {
        // What this process prints goes to the file of the program, and must not be read as the program's output.
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new SupervisedProgram(options.folder(), nowhere, false).run(options.mode());
    }
}
