package io.traindeck.cli;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code send}: a command to a run's trainer, from a script or another terminal. */
@picocli.CommandLine.Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Tells a run's trainer to pause, resume, checkpoint, stop or park, or to turn a dial.")
final class SendCommand implements Callable<Integer> {
    /** An answer that takes longer is as good as none. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private static final long LOOK_EVERY_MS = 50;

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's name, or the path of its folder.")
    private String run;

    @Parameters(index = "1", paramLabel = "COMMAND", description = "pause, resume, checkpoint, stop, park, or set.")
    private Command command;

    @Parameters(index = "2", arity = "0..1", paramLabel = "DIAL", description = "With set: the dial, such as max_lr.")
    private String dial;

    @Parameters(index = "3", arity = "0..1", paramLabel = "VALUE", description = "With set: its new value.")
    private String value;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--wait",
            description = "Return when the command is done (exit code 0), or was refused or not answered for 30 s (1).")
    private boolean wait;

    @Mixin
    private RunsOption runs;

    @Override
    public Integer call() throws Exception {
        requireSetting();
        RunFolder folder = RunFolder.open(runs.dir(), run);
        if (!folder.isLive()) {
            throw new CliException("run " + folder.name() + " has no trainer that could " + command.word()
                    + "; start it again with: traindeck resume " + folder.name());
        }
        try (EventLogReader log = new EventLogReader(folder.events())) {
            if (wait) {
                log.poll(event -> {});
            }
            String id = command == Command.SET
                    ? Mailbox.send(folder, new Request.Setting(dial, value))
                    : Mailbox.send(folder, command);
            if (wait) {
                await(log, id, folder);
            }
        }
        return 0;
    }

    private void requireSetting() {
        if (command == Command.SET && value == null) {
            throw new ParameterException(
                    spec.commandLine(), "set needs a dial and its new value, for instance: set max_lr 0.001");
        } else if (command != Command.SET && dial != null) {
            throw new ParameterException(spec.commandLine(), command.word() + " takes nothing more, not " + dial);
        }
    }

    private void await(EventLogReader log, String id, RunFolder folder)
            throws CliException, IOException, InterruptedException {
        AtomicReference<TrainEvent.CommandAnswered> last = new AtomicReference<>();
        long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        boolean alive = true;
        while (alive && System.nanoTime() < deadline) {
            // Asked before the log is read: if the trainer is gone by then, all that it had to say is in the log.
            alive = folder.isLive();
            log.poll(event -> {
                if (event instanceof TrainEvent.CommandAnswered answer
                        && answer.id().equals(id)) {
                    last.set(answer);
                }
            });
            TrainEvent.CommandAnswered answer = last.get();
            if (answer != null && answer.status() == CommandStatus.DONE) {
                return;
            }
            if (answer != null && answer.status() == CommandStatus.REFUSED) {
                throw new CliException(command.word() + " was refused: " + answer.reason());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        if (!alive) {
            throw new CliException("the trainer of " + folder.name() + " ended before it could " + command.word());
        }
        throw new CliException(command.word()
                + (last.get() == null
                        ? " went stale: the trainer of " + folder.name() + " has not taken it in 30 s"
                        : " was accepted but is not done after 30 s"));
    }
}
