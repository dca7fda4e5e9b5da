package io.traindeck.cli;

import io.traindeck.cli.trainer.SupervisedProgram;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.run.RunFolder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code supervise}: the command by which a supervisor is started in the background. It is not for people. */
@Command(name = "supervise", hidden = true)
final class SuperviseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER")
    private Path folder;

    @Option(names = "--resume")
    private boolean resume;

    @Option(names = "--from", paramLabel = "FILE")
    private Path from;

    @Option(names = "--exec", paramLabel = "CMD")
    private String exec;

    @Option(names = "--unless-done")
    private boolean unlessDone;

    @Override
    public Integer call() throws Exception {
        TrainerMode mode = resume ? TrainerMode.resuming(Optional.ofNullable(from), Map.of()) : TrainerMode.fresh();
        // What this process prints goes to the file of the program: that is not to be read as the program's.
        return new SupervisedProgram(new RunFolder(folder), new PrintStream(OutputStream.nullOutputStream()), false)
                .run(mode.telling(Optional.ofNullable(exec)).unlessDone(unlessDone));
    }
}
