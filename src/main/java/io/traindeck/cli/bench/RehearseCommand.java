package io.traindeck.cli.bench;

import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code rehearse}: lets the program {@code perform} with a made-up run on a terminal that nobody sees, so that its JVM
 * can note what it loads. It is not for people.
 */
@Command(name = "rehearse", hidden = true)
public final class RehearseCommand implements Callable<Integer> {
    private static final int COLUMNS = 100;
    private static final int ROWS = 30;
    private static final int EPOCHS = 12;

    /** The longest that it may take: a user waits for it, and a slower machine does better without it. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Parameters(index = "0", paramLabel = "FOLDER", description = "Is made, for the run.")
    private Path folder;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PROGRAM", description = "What starts this program.")
    private List<String> program;

    @Override
    public Integer call() throws Exception {
        RunFolder run = RunFolder.create(folder, "rehearsal");
        List<String> perform = Stream.concat(
                        program.stream(), Stream.of("perform", run.path().toString()))
                .toList();
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                PrintWriter log = new PrintWriter(Files.newBufferedWriter(run.events()))) {
            int steps = EPOCHS * SyntheticRun.STEPS_PER_EPOCH;
            SyntheticRun training = new SyntheticRun(steps, System.currentTimeMillis(), line -> log.print(line + '\n'));
            training.steps(steps - 1);
            training.stepAt(System.currentTimeMillis());
            log.flush();
            try (ScreenedProgram screened = new ScreenedProgram(COLUMNS, ROWS, perform, LIMIT)) {
                screened.await(Sight.RUNNING);
                screened.type("2", Sight.CURVES);
                screened.type("3", Sight.EVENTS);
                training.complete();
                log.flush();
                screened.await(Sight.COMPLETED);
                screened.type("q");
                screened.awaitEnd();
            }
        }
        return 0;
    }
}
