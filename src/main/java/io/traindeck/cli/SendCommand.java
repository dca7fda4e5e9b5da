package io.traindeck.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.traindeck.cli.log.ExactJson;
import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.trainer.JobInHand;
import io.traindeck.cli.waiting.Looking;
import io.traindeck.event.Command;
import io.traindeck.event.Liveness;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.remote.RemotePath;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
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
    /** The longest wait for an answer: a later one is as good as none. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's name, or the path of its folder.")
    private String run;

    @Parameters(index = "1", paramLabel = "COMMAND", description = "pause, resume, checkpoint, stop, park, or set.")
    private Command command;

    @Parameters(index = "2", arity = "0..1", paramLabel = "DIAL", description = "With set: the dial, such as max_lr.")
    private String dial;

    @Parameters(index = "3", arity = "0..1", paramLabel = "VALUE", description = "With set: its new value.")
    private String value;

    @Option(
            names = "--wait",
            description = "Return when the command is done (exit code 0), or was refused or not answered for 30 s (1).")
    private boolean wait;

    @Option(names = "--json", description = "Print a JSON object that tells what has become of the command.")
    private boolean json;

    @Mixin
    private RunsOption runs;

    @Override
    public Integer call() throws Exception {
        requireSetting();
        RunFolder folder = RunOrPath.folder(runs, run);
        if (!folder.isLive() && folder.liveness() instanceof Liveness.Elsewhere) {
            throw new CliException("another machine may train run " + folder.name()
                    + ", and its lock cannot be seen here: nothing is sent from here; send it there");
        }
        Optional<RemotePath> origin = runs.remote().origin(folder.path());
        Optional<String> held = origin.isPresent() || folder.isLive()
                ? Optional.empty()
                : new JobInHand(folder, System.getenv()).held();
        if (held.isPresent()) {
            throw new CliException("run " + folder.name() + " " + held.get() + "; commands are for a run that trains");
        }
        if (!folder.isLive()) {
            throw new CliException("run " + folder.name() + " has no trainer that could " + deed() + "; "
                    + new WayOn(folder, origin).words());
        }
        try (EventLogReader log = new EventLogReader(folder.events())) {
            if (wait) {
                log.poll(event -> {});
            }
            String id = command == Command.SET
                    ? Mailbox.send(folder, new Request.Setting(dial, value))
                    : Mailbox.send(folder, command);
            runs.remote().awaitSent(folder.path());
            Optional<String> refusal = runs.remote().refusal(folder.path(), id);
            Optional<String> failure = refusal.isPresent()
                    ? refused(folder, id, refusal.get())
                    : wait ? await(log, id, folder) : tell(folder, id, "sent", "");
            if (failure.isPresent()) {
                throw new CliException(failure.get());
            }
        }
        return 0;
    }

    /** What the trainer is asked to do, as a verb in a sentence. */
    private String deed() {
        return command == Command.SET ? "turn " + dial : command.word();
    }

    private void requireSetting() {
        if (command == Command.SET && value == null) {
            throw new ParameterException(
                    spec.commandLine(), "set needs a dial and its new value, for instance: set max_lr 0.001");
        } else if (command != Command.SET && dial != null) {
            throw new ParameterException(spec.commandLine(), command.word() + " takes nothing more, not " + dial);
        }
    }

    /** Waits for the trainer's answer; returns why the command is not done, if it is not. */
    private Optional<String> await(EventLogReader log, String id, RunFolder folder)
            throws IOException, InterruptedException {
        AtomicReference<TrainEvent.CommandAnswered> last = new AtomicReference<>();
        AtomicBoolean alive = new AtomicBoolean();
        Looking.<IOException>until(ANSWER_WITHIN, () -> {
            // Asked before the log is read: if the trainer is gone by then, all that it had to say is in the log.
            alive.set(folder.isLive());
            log.poll(event -> {
                if (event instanceof TrainEvent.CommandAnswered answer
                        && answer.id().equals(id)) {
                    last.set(answer);
                }
            });
            return !alive.get() || last.get() != null && last.get().status() != CommandStatus.ACCEPTED;
        });
        TrainEvent.CommandAnswered answer = last.get();
        if (answer != null && answer.status() == CommandStatus.DONE) {
            return tell(folder, id, "done", answer.reason());
        } else if (answer != null && answer.status() == CommandStatus.REFUSED) {
            return refused(folder, id, answer.reason());
        } else if (!alive.get()) {
            tell(folder, id, "ended", "");
            return Optional.of("the trainer of " + folder.name() + " ended before it could " + deed());
        }
        // A person who is told that the command failed must not see it happen later.
        if (answer != null) {
            tell(folder, id, "accepted", "");
            return Optional.of(command.word() + " was accepted but is not done after 30 s");
        } else if (Mailbox.takeBack(folder, id)) {
            tell(folder, id, "stale", "");
            return Optional.of(command.word() + " went stale: the trainer of " + folder.name()
                    + " has not taken it in 30 s, so it was taken back");
        }
        // It was handed on to another machine, or is being taken at this moment.
        tell(folder, id, "sent", "");
        return Optional.of(command.word() + " was sent and is not answered after 30 s; the trainer of " + folder.name()
                + " may still obey it");
    }

    private Optional<String> refused(RunFolder folder, String id, String reason) {
        tell(folder, id, "refused", reason);
        return Optional.of(command.word() + " was refused: " + reason);
    }

    /** Tells programs how far the command has come. */
    private Optional<String> tell(RunFolder folder, String id, String status, String reason) {
        if (json) {
            JsonObject told = new JsonObject();
            told.addProperty("run", folder.name());
            told.addProperty("id", id);
            told.addProperty("command", command.word());
            told.addProperty("dial", dial);
            told.add("value", value == null ? JsonNull.INSTANCE : ExactJson.typed(value));
            told.addProperty("status", status);
            told.addProperty("reason", reason);
            PrintWriter out = spec.commandLine().getOut();
            out.println(ExactJson.line(told));
            out.flush();
        }
        return Optional.empty();
    }
}
