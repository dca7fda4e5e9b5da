package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.CommandLife;
import io.traindeck.dashboard.panel.Resumption;
import io.traindeck.event.BatchJob;
import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.state.Status;

/** Sends what a person asks of the trainers of a run of ours. */
final class Steering {
    private final RunFolder folder;
    private final Workplace place;
    private final RunFollower follower;

    /**
     * The outcome of a request.
     *
     * @param sent the command that is on its way; null for none
     * @param notice what is to be said; empty for nothing
     */
    record Outcome(CommandLife.Sent sent, String notice) {}

    Steering(RunFolder folder, Workplace place, RunFollower follower) {
        this.folder = folder;
        this.place = place;
        this.follower = follower;
    }

    /** Sends a command to the trainer. */
    Outcome send(Command command, long nowMs) {
        Status status = follower.observed().status(nowMs);
        if (!status.takesCommands()) {
            return noTrainer(nowMs);
        }
        try {
            return new Outcome(new CommandLife.Sent(Mailbox.send(folder, command), command, nowMs), "");
        } catch (RunException e) {
            return new Outcome(null, e.getMessage());
        }
    }

    /** Asks the trainer to turn a dial. */
    Outcome send(Request.Setting setting, long nowMs) {
        if (!follower.observed().status(nowMs).takesCommands()) {
            return noTrainer(nowMs);
        }
        try {
            String words = Command.SET.word() + " " + setting.dial() + " " + setting.value();
            return new Outcome(new CommandLife.Sent(Mailbox.send(folder, setting), words, nowMs), "");
        } catch (RunException e) {
            return new Outcome(null, e.getMessage());
        }
    }

    /** Asks the trainer to turn the dial that was typed: its name and its new value. */
    Outcome set(String typed, long nowMs) {
        String[] words = typed.split("[\\s=]+", 2);
        if (words.length < 2 || words[1].isBlank()) {
            String dial = follower.observed().state().dials().stream()
                    .sorted()
                    .findFirst()
                    .orElse("DIAL");
            return new Outcome(null, "set needs a dial and its new value, for instance: set " + dial + " VALUE");
        }
        return send(new Request.Setting(words[0], words[1].strip()), nowMs);
    }

    /** Lets a paused run go on, or starts a trainer that takes it up again. */
    Outcome resume(long nowMs) {
        Status status = follower.observed().status(nowMs);
        if (status == Status.PAUSED) {
            return send(Command.RESUME, nowMs);
        } else if (status == Status.LOADING || status == Status.QUEUED || isEnding()) {
            return noTrainer(nowMs);
        } else if (!status.isResumable()) {
            String notice =
                    status.isOver() ? "The run is complete: there is nothing to resume." : "The run is not paused.";
            return new Outcome(null, notice);
        } else if (!follower.observed().resumption().isPossible()) {
            return noTrainer(nowMs);
        }
        try {
            // The page says what the trainer does as long as it does it.
            follower.started(place.trainers().resume(folder));
            return new Outcome(null, "");
        } catch (RunException e) {
            return new Outcome(null, e.getMessage());
        }
    }

    /** Returns whether the job that has trained the run is about to end or to go back into the queue. */
    private boolean isEnding() {
        BatchJob job = follower.observed().job();
        return job != null && job.hasTheRun();
    }

    /** Says why nothing can be sent now. */
    Outcome noTrainer(long nowMs) {
        Observed seen = follower.observed();
        Status status = seen.status(nowMs);
        return new Outcome(
                null,
                seen.job() != null && seen.job().hasTheRun()
                        ? "Job " + seen.job().id() + " has the run, so none is started here; to take it out: scancel "
                                + seen.job().id()
                        : noTrainer(status, seen.resumption()));
    }

    private static String noTrainer(Status status, Resumption resumption) {
        if (status == Status.UNKNOWN) {
            return "Another machine may train the run: nothing is sent or started from here.";
        } else if (status == Status.READING) {
            return "The log is still being read; try again in a moment.";
        } else if (!status.isOver()) {
            return "The trainer is still loading; try again in a moment.";
        } else if (!status.isResumable()) {
            return "The run is over: no trainer is at work.";
        }
        return switch (resumption) {
            case CHECKPOINT -> "No trainer is at work; r starts one from the last checkpoint.";
            case BEGINNING -> "No trainer is at work; r starts one from the beginning.";
            default -> "No trainer is at work. " + resumption.words();
        };
    }
}
