package io.traindeck.cli.plain;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.remote.RemotePath;
import io.traindeck.run.RunJson;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.EventSource;
import io.traindeck.source.FollowedRun;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Standing;
import io.traindeck.state.Status;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import io.traindeck.text.Shell;
import io.traindeck.text.Typed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A run in plain lines, for a user who has no terminal to draw on. */
public final class PlainView {
    private static final long LOOK_EVERY_MS = 200;

    /** The time between two steps that are printed, if a log tells of steps alone. */
    private static final long STEP_EVERY_NS = Duration.ofSeconds(10).toNanos();

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final JobQueue jobs = JobQueue.on(System.getenv("PATH"));
    private PlainText text = new PlainText();
    private RunState state = RunState.EMPTY;

    /** The newest step of a log that tells of steps alone, unless it has been printed; null for none. */
    private Measured step;

    private long stepPrintedNs = System.nanoTime();
    private String told = "";

    /** @param lack the beginning of a sentence that says what the terminal lacks; it is printed at once */
    public PlainView(String lack) {
        say(lack + ", so here are plain lines");
    }

    /** Prints a log up to its present end. */
    public void print(LoggedRun log) throws CliException {
        text = textOf(log);
        try (EventSource source = log.open(() -> {})) {
            int records = source.poll(Integer.MAX_VALUE, this::take);
            printStep();
            if (state == RunState.EMPTY) {
                throw new CliException(log.shown() + " is no log: "
                        + (records == 0 ? "it is empty" : "none of its records can be understood"));
            }
        } catch (IOException e) {
            throw RunOrPath.cannotRead(log, e);
        }
    }

    /**
     * Prints what happened in a run, and what happens until it ends. The log of another program is waited for, and then
     * followed until it ends, is gone, or has not grown for some minutes.
     *
     * @throws CliException if it cannot be read, even at the end
     */
    public void follow(LoggedRun run) throws CliException, IOException, InterruptedException {
        text = textOf(run);
        try (FollowedRun followed = run.follow(() -> state = RunState.EMPTY)) {
            Status status = look(followed);
            if (status == Status.WAITING) {
                say("waiting for the first numbers in " + run.shown());
            }
            while ((status.isLive() || status == Status.QUEUED) && !out.checkError()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
                status = look(followed);
            }
            printStep();
            if (!told.isEmpty()) {
                throw new CliException(told);
            }
            if (!out.checkError()) {
                sayWhy(followed.run());
            }
        }
    }

    /** Returns the text of a run under the name of its folder; a log that lies elsewhere has only its own name. */
    private static PlainText textOf(LoggedRun run) {
        return new PlainText(run.folder().isPresent() ? run.name() : "");
    }

    private Status look(FollowedRun followed) {
        LoggedRun run = followed.run();
        // In this order: a trainer writes its last event and then frees the lock.
        Liveness liveness = followed.liveness();
        try {
            followed.poll(Integer.MAX_VALUE, this::take);
            told = "";
        } catch (IOException e) {
            String trouble = "cannot read " + run.shown() + ": " + IoReason.of(e);
            if (!trouble.equals(told)) {
                told = trouble;
                say(trouble + "; trying again");
            }
        }
        if (System.nanoTime() - stepPrintedNs > STEP_EVERY_NS) {
            printStep();
        }
        if (liveness.isOurTrainer()) {
            return Status.RUNNING; // Even when the end is in the log: another trainer may be on its way.
        }
        if (run.folder().isEmpty() && Files.notExists(run.path())) {
            return Status.QUIET;
        }
        boolean awaited = run.folder().isEmpty() && !state.isMeasured() && !state.isOver();
        Liveness now = state.phase().mayGoOn() ? run.withJob(jobs, liveness) : liveness;
        jobs.ask();
        return awaited
                ? Status.WAITING
                : Status.of(state, now, InstantSource.system().millis());
    }

    private void take(TrainEvent event) {
        state = state.apply(event);
        text.line(event).ifPresent(out::println);
        if (event instanceof Measured measured) {
            step = state.rows().size() == 0 ? measured : null;
        }
    }

    private void printStep() {
        if (step != null) {
            text.progress(step).map(Safe::forLine).ifPresent(out::println);
            step = null;
        }
        stepPrintedNs = System.nanoTime();
    }

    /** Says why nothing more is printed, unless the log does. */
    private void sayWhy(LoggedRun run) {
        if (state.isOver()) {
            return;
        }
        if (run.folder().isEmpty()) {
            say(
                    Files.notExists(run.path())
                            ? run.shown() + " is gone"
                            : "nothing new in " + run.shown() + " for minutes");
        } else if (!Files.isDirectory(run.path())) {
            say("the run folder " + run.shown() + " is gone");
        } else {
            Optional<RunJson> json = run.folder().flatMap(folder -> RunJson.readable(folder.runJson()));
            long program = json.map(RunJson::livingProgram).orElse(0L);
            boolean stands = json.filter(RunJson::livingProgramStands).isPresent();
            say(
                    program == 0
                            ? Standing.of(state).untoldEnd() + "; " + resumption(run)
                            : "its supervisor is gone; the program (pid " + program + ") "
                                    + (stands
                                            ? "stands still, paused; let it go on with: kill -CONT " + program
                                            : "goes on"));
        }
    }

    private static String resumption(LoggedRun run) {
        Optional<RemotePath> there = run.elsewhere().flatMap(elsewhere -> RemotePath.of(elsewhere.place()));
        return there.isPresent()
                ? "go on with, on " + there.get().host() + ": traindeck resume "
                        + Shell.quoted(there.get().path())
                : "go on with: "
                        + Typed.command("resume", run.folder().orElseThrow().typed());
    }

    private void say(String words) {
        err.println("traindeck: " + words);
    }
}
