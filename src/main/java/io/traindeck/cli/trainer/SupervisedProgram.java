package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.Versions;
import io.traindeck.cli.plain.PlainLines;
import io.traindeck.cli.plain.PlainText;
import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.EventLogWriter;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunTask;
import io.traindeck.run.StartedProcess;
import io.traindeck.supervise.GitState;
import io.traindeck.supervise.Past;
import io.traindeck.supervise.Signal;
import io.traindeck.supervise.Supervisor;
import io.traindeck.supervise.Survivors;
import io.traindeck.supervise.Untold;
import io.traindeck.terminal.Signals;
import io.traindeck.terminal.Signals.Registration;
import io.traindeck.text.Typed;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** This process as the supervisor of another's program: everything wired together, from run.json to the exit code. */
public final class SupervisedProgram {
    private final RunFolder folder;
    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock = InstantSource.system();
    private final EventBus bus = new EventBus(this::subscriberFailed);
    private volatile long lastStep;
    private volatile String failure = "";

    /** The moment of the first TERM, by the clock that only goes forward; 0 for none. */
    private long firstTerm;

    /** @param terminal whether {@code out} is a terminal, so that a progress line may be rewritten */
    public SupervisedProgram(RunFolder folder, PrintStream out, boolean terminal) {
        this.folder = folder;
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether another's program, and not our own trainer, is at work in that run. */
    public static boolean isIn(RunFolder folder) throws RunException {
        return RunJson.read(folder.runJson()).program().isPresent();
    }

    /**
     * Runs the program until it has ended, and returns its exit code, or 130 or 143 if INT or TERM has told this process
     * to end.
     */
    public int run(TrainerMode mode) throws Exception {
        folder.requireNoLinks();
        RunJson json = RunJson.read(folder.runJson());
        RunTask.Program task = json.program().orElseThrow();
        GitState git = new GitState(new File(task.cwd()));
        RunClaim claim = new RunClaim(folder);
        try (RunLock lock = claim.lock(json)) {
            requireGone(json);
            claim.requireWritable();
            Past told = Past.of(folder);
            if (!mode.resumes() && told.isBegun()) {
                throw claim.begunAlready();
            }
            Past past = told.isCutShort() ? completed(json, task, told, mode.unlessDone()) : told;
            if (mode.unlessDone() && past.isDone()) {
                out.println("run " + folder.name() + " is done");
                return 0;
            }
            new JobInHand(folder, System.getenv()).begin(clock.millis());
            folder.makeCommands();
            folder.makeTrainerLog();
            Optional<Path> resume =
                    mode.from().isPresent() ? mode.from() : mode.resumes() ? past.checkpoint(folder) : Optional.empty();
            RunTask.Program now = task.begun(git.get(), null);
            // If this process is killed while the program starts, the next one knows that there may be a program.
            json.with(now, RunJson.Trainer.thisProcess(Versions.all())).write(folder.runJson());
            int status = new EarlyFailure(mode.exec(), folder, bus, clock)
                    .telling(() -> supervise(json, now, past, resume.orElse(null), mode.exec()));
            if (!failure.isEmpty()) {
                System.err.println("traindeck: " + failed());
            }
            return status;
        }
    }

    /**
     * Refuses to go on while the program of a supervisor that was killed still lives: two programs would write one log.
     */
    private void requireGone(RunJson json) throws CliException {
        StartedProcess recorded = json.program().orElseThrow().process();
        // The number of a process is another's on another machine.
        List<Long> living = recorded == null || json.isOfThisHost() ? Survivors.of(folder, recorded) : List.of();
        if (living.isEmpty() && json.livingProgram() != 0) {
            living = List.of(json.livingProgram());
        }
        if (!living.isEmpty()) {
            String pids = living.stream().map(String::valueOf).collect(Collectors.joining(" "));
            boolean stand = living.stream().anyMatch(pid -> new StartedProcess(pid, 0).stands());
            throw new CliException("the program of run " + folder.name()
                    + (stand ? " stands still, paused," : " goes on") + " without a supervisor (process"
                    + (living.size() == 1 ? " " : "es ") + pids.replace(" ", ", ") + "); "
                    + (stand ? "let it go on with: kill -CONT " + pids + "; or " : "") + "end it first, with: kill "
                    + (stand ? "-KILL " : "") + pids);
        }
    }

    /**
     * Adds to the log what the program has told since its supervisor was killed.
     *
     * @return what the log tells then
     * @throws CliException if the program has come to its end meanwhile, unless that is {@code expected}
     */
    private Past completed(RunJson json, RunTask.Program task, Past past, boolean expected) throws Exception {
        EventBus copies = new EventBus(this::subscriberFailed);
        try (EventLogWriter log = new EventLogWriter(folder.events(), new LogAlarm(folder, this::warn))) {
            copies.subscribe(log);
            new Untold(folder, task).retell(copies, clock, json.run(), past);
        }
        Past now = Past.of(folder);
        if (now.isDone() && !expected) {
            throw new CliException(
                    "the program of run " + folder.name() + " has gone on without its supervisor and come"
                            + " to its end, which the log tells now: there is nothing to resume; to start it once more: "
                            + Typed.command("resume", folder.typed()));
        }
        return now;
    }

    /** Passes TERM on; several within a second are one, as in {@link EndSignals}. */
    private synchronized void terminate(Supervisor supervisor) {
        long now = System.nanoTime();
        if (firstTerm == 0) {
            firstTerm = now;
        } else if (now - firstTerm < EndSignals.ONE_TERM.toNanos()) {
            return;
        }
        supervisor.end(Signal.TERM);
    }

    private int supervise(RunJson json, RunTask.Program task, Past past, Path resume, Optional<String> exec)
            throws Exception {
        Supervisor supervisor = new Supervisor(folder, task, bus, clock, Supervisor.GRACE);
        PlainText text = new PlainText();
        try (EventLogWriter log = new EventLogWriter(folder.events(), new LogAlarm(folder, this::warn));
                PlainLines lines = new PlainLines(out, terminal, text);
                // The terminal may close while a command tells of the end. INT and TERM end this process then: the
                // program is gone, and its end is in the log.
                Registration hangUp = Signals.ignore(Signals.Signal.HUP);
                ToldCommand told = exec.map(command -> new ToldCommand(command, folder, bus, clock))
                        .orElse(null);
                Registration interrupt = Signals.on(Signals.Signal.INT, () -> supervisor.end(Signal.INT));
                Registration end = Signals.on(Signals.Signal.TERM, () -> terminate(supervisor))) {
            bus.subscribe(log);
            bus.subscribe(this::take);
            bus.subscribe(lines);
            TrainerAdvice advice = new TrainerAdvice(bus);
            if (resume != null || Files.size(folder.events()) > 0) {
                advice.catchUp(folder.events(), text::catchUp);
            }
            bus.subscribe(advice);
            if (told != null) {
                bus.subscribe(told);
            }
            log.repaired().ifPresent(what -> warn("log_repaired", what));
            return supervisor.run(json.run(), past, resume, process -> takeOver(json, task, process));
        } catch (IOException e) {
            throw new CliException(
                    (failure.isEmpty() ? "" : failed() + "; ") + e.getMessage() + "; make room, then go on with: "
                            + Typed.command("resume", folder.typed()),
                    e);
        }
    }

    private String failed() {
        return "the program failed: " + failure;
    }

    private void take(TrainEvent event) {
        if (event instanceof Measured measured) {
            lastStep = measured.step();
        } else if (event instanceof TrainEvent.RunEnded ended && ended.reason() == EndReason.FAILED) {
            failure = ended.message();
        }
    }

    /** Writes into run.json which process this one supervises: whoever finds this one gone can look for the other. */
    private void takeOver(RunJson json, RunTask.Program task, StartedProcess process) {
        RunTask.Program now = task.begun(task.git(), process);
        try {
            json.with(now, RunJson.Trainer.thisProcess(Versions.all())).write(folder.runJson());
        } catch (RunException e) {
            warn("run_json_failed", e.getMessage());
        }
    }

    private void subscriberFailed(Object subscriber, RuntimeException fault) {
        fault.printStackTrace(System.err);
        warn("subscriber_failed", subscriber.getClass().getSimpleName() + " failed and may miss events: " + fault);
    }

    private void warn(String code, String message) {
        bus.publish(new TrainEvent.Warning(clock.millis(), code, message, lastStep));
    }
}
