package io.traindeck.cli.trainer;

import io.traindeck.machine.UsersEnvironment;
import io.traindeck.supervise.OwnSession;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A person's command while it runs, with all that it has started. */
final class StartedCommand {
    /**
     * The longest that a command may run: mail and messages are sent in a second or two, and a slower command waits for
     * something that does not come.
     */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final File DEV_NULL = new File("/dev/null");

    private StartedCommand() {}

    /**
     * Runs the command to its end, or ends it with all that it has started when the time is over. What it prints on
     * stderr goes where our own goes.
     *
     * @return what went wrong; empty if it ended well
     */
    static Optional<String> run(String command, HappenedToRun told, Duration limit) throws InterruptedException {
        List<String> words = new ArrayList<>(OwnSession.words(System.getenv("PATH")));
        boolean hasSession = !words.isEmpty();
        words.addAll(List.of("sh", "-c", command));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(DEV_NULL)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        UsersEnvironment.restore(builder.environment());
        builder.environment().putAll(told.variables());
        builder.environment().remove(TrainerProcess.IN_BACKGROUND);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.of("the command of --exec cannot be started: " + e.getMessage());
        }
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of("the command of --exec had not ended after " + limit.toSeconds()
                        + " s, so it was ended (" + told.event() + ")");
            }
        } finally {
            if (process.isAlive()) {
                end(process, hasSession);
            }
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of("the command of --exec ended with exit code " + process.exitValue() + " (" + told.event()
                        + "); what it printed on stderr is in trainer.log, or on the trainer's terminal");
    }

    /** Ends a command with its group. A session's first process leads a group that has its number. */
    private static void end(Process process, boolean hasSession) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        if (hasSession) {
            try {
                new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                // What it had started and disowned goes on.
            }
        }
        process.destroyForcibly();
    }
}
