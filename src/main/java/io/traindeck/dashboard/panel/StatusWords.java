package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.BatchJob;
import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.state.Standing;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import io.traindeck.text.Shell;
import io.traindeck.text.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A sentence or two that say what a state without curves to speak for it means, and which key helps. */
public final class StatusWords {
    private static final String NOTHING_YET = "No number is logged yet.";

    private StatusWords() {}

    /** The words for what a frame shows; none if the run trains and the panels say it all. */
    public static Phrase of(Frame frame) {
        RunState state = frame.state();
        Status status = frame.status();
        String step = Numbers.count(state.lastStep());
        boolean live = frame.replay() == null;
        boolean resumable = live && !frame.isOthers();
        String text =
                switch (status) {
                    case LOADING -> live ? loading(frame) + " q leaves, ? helps." : "";
                    case STARTING ->
                        live || state.journal().events().size() > 1 ? starting(frame, live) : "The log begins here.";
                    case PAUSED -> "Paused at step " + step + "." + hint(live, keys(state));
                    case STALLED ->
                        sentence(Standing.of(state).silence(frame.nowMs()))
                                + (frame.isOurs()
                                        ? ", but the trainer holds the run." + hint(live, "trainer.log may say why.")
                                        : ", but the program still runs."
                                                + hint(resumable, "What it has printed may say why."));
                    case QUIET -> "Nothing new for some minutes: it has ended, hangs, or writes its log seldom.";
                    case UNKNOWN ->
                        // Another line says that the log cannot be read.
                        state == RunState.EMPTY
                                ? ""
                                : "Nobody here can see whether its trainer lives: it was on another machine, or the lock"
                                        + " cannot be read. If its log stands still for some minutes, it has died.";
                    case QUEUED -> queued(frame);
                    case CRASHED -> died(frame) + hint(resumable, resume(frame));
                    case PARKED -> "Parked at step " + step + "." + hint(resumable, resume(frame));
                    case TERMINATED -> "Ended by a signal at step " + step + "." + hint(resumable, resume(frame));
                    case FAILED -> "Failed" + message(state) + "." + hint(resumable, resume(frame));
                    case COMPLETED, EARLY_STOP, STOPPED -> finished(frame);
                    default -> frame.isOthers() && !state.isMeasured() ? NOTHING_YET : "";
                };
        return text.isEmpty()
                ? Phrase.NONE
                : new Phrase(text, Role.of(status) == Role.DIM ? Role.TEXT : Role.of(status));
    }

    /** The words on leaving a live run from process 1 of a container, whose end ends all other processes there. */
    public static String leavingContainer(String run) {
        return "The container ends with this program, and training with it. Go on from the last checkpoint with: "
                + Safe.forCells(Typed.command("resume", run));
    }

    /** The words on leaving a live run. */
    public static String leaving(long pid, String run, boolean paused) {
        String comeBack = "Come back with: " + Safe.forCells(Typed.command("watch", run));
        return paused
                ? "Training is paused (pid " + pid + ") until: " + Safe.forCells(Typed.command("send", run, "resume"))
                        + "\n" + comeBack
                : "Training goes on (pid " + pid + "). " + comeBack;
    }

    /** The command that a user types to compare two runs; empty if a shell would read a name as something else. */
    public static String comparing(String run, String other) {
        boolean plain = Stream.of(run, other).allMatch(name -> Shell.isPlain(name) && !name.startsWith("-"));
        return plain ? Typed.command("compare", run, other) : "";
    }

    /**
     * The words of an empty list of runs.
     *
     * @param command the command that starts one
     */
    public static String noRuns(String folder, String command) {
        return "No runs in " + Safe.forCells(folder) + " yet. Start one with: " + command;
    }

    private static String loading(Frame frame) {
        if (frame.isOthers()) {
            return NOTHING_YET;
        }
        BatchJob job = frame.files().job();
        if (job != null && job.stage() == BatchJob.Stage.STARTING) {
            return "Job " + job.id() + " has got its turn on " + Safe.forCells(job.node())
                    + "; its trainer is starting.";
        }
        return frame.state() == RunState.EMPTY
                ? "It is loading what it needs; nothing is logged yet."
                : "It is loading what it needs to go on.";
    }

    /** The keys of the commands that the run's trainer obeys. */
    private static String keys(RunState state) {
        List<String> keys = new ArrayList<>();
        if (state.takes(Command.PAUSE.word())) {
            keys.add("p goes on");
        }
        if (state.takes(Command.CHECKPOINT.word())) {
            keys.add("c writes a checkpoint");
        }
        return keys.isEmpty() ? "" : String.join(", ", keys) + ".";
    }

    private static String queued(Frame frame) {
        BatchJob job = frame.files().job();
        if (job == null) {
            return "It waits for its turn.";
        }
        String waits = "It waits in Slurm's queue as job " + job.id()
                + (job.reason().isEmpty() ? "" : " (" + Safe.forCells(job.reason()) + ")");
        long step = frame.state().journal().savedStep();
        return waits + ", and " + (step > 0 ? "goes on from step " + Numbers.count(step) : "starts") + " by itself.";
    }

    private static String starting(Frame frame, boolean live) {
        if (!frame.isOurs()) {
            // Nobody knows how long another's program loads, or whether it is going to tell any number at all.
            return NOTHING_YET + hint(live, "? helps.");
        }
        return "Waiting for the first step; a fresh machine takes a few seconds." + hint(live, "? helps.");
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String hint(boolean live, String hint) {
        return live && !hint.isEmpty() ? " " + hint : "";
    }

    private static String died(Frame frame) {
        long program = frame.files().program();
        if (frame.resumption() == Resumption.STANDING) {
            return "Its supervisor is gone; the program (pid " + program
                    + ") stands still, paused: kill -CONT lets it go on.";
        }
        if (program != 0) {
            return "Its supervisor is gone; the program (pid " + program + ") goes on, and takes no commands.";
        }
        return sentence(Standing.untoldEnd(frame.isOurs())) + ".";
    }

    private static String resume(Frame frame) {
        boolean known = frame.state().isDescribed() || frame.state().about().isOwn();
        return known ? frame.resumption().words() : "";
    }

    private static String message(RunState state) {
        String message = Safe.forCells(state.phase().ended().message()).strip();
        while (message.endsWith(".")) {
            message = message.substring(0, message.length() - 1);
        }
        return message.isEmpty() ? "" : ": " + message;
    }

    private static String finished(Frame frame) {
        Measured best = frame.state().best();
        String how =
                switch (frame.status()) {
                    case EARLY_STOP -> "Finished, patience ran out";
                    case STOPPED -> "Stopped early";
                    default -> "Finished";
                };
        boolean known = best != null && frame.state().goal() != null;
        return how + (known ? ": " + MetricWords.goal(frame.state(), best) + " at " + Rows.name(best) : "") + "."
                + (frame.files().weights().isEmpty()
                        ? ""
                        : "\nWeights: " + Safe.forCells(frame.files().weights()))
                + (frame.files().compare().isEmpty()
                        ? ""
                        : "\nCompare: " + frame.files().compare());
    }
}
