package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.CommandLife;
import io.traindeck.dashboard.panel.DialsView;
import io.traindeck.event.BatchJob;
import io.traindeck.event.Command;
import io.traindeck.event.Dial;
import io.traindeck.event.Request;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.state.Status;
import java.util.Map;

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

    /**
     * Asks the trainer to turn the dial that is chosen on the page of dials. If no trainer is at work, one is started
     * that turns all the dials that were changed there.
     */
    Outcome send(DialsView dials, long nowMs) {
        boolean isOver = follower.observed().status(nowMs).isOver();
        if (isOver ? dials.allWanted().isEmpty() : dials.wanted().isEmpty()) {
            return new Outcome(null, "Nothing is changed here: the arrows left and right change a value.");
        }
        return isOver ? trainOn(dials.allWanted(), nowMs) : send(dials.wanted().orElseThrow(), nowMs);
    }

    /** Starts a trainer that takes the run up again with other dials. */
    private Outcome trainOn(Map<String, String> wanted, long nowMs) {
        if (isEnding()) {
            return noTrainer(nowMs);
        }
        Observed seen = follower.observed();
        try {
            follower.started(place.trainers().resume(folder, WantedDials.of(wanted, seen, seen.status(nowMs))));
            return new Outcome(null, "");
        } catch (RunException e) {
            return new Outcome(null, e.getMessage());
        }
    }

    /** Asks the trainer to turn a dial. */
    private Outcome send(Request.Setting setting, long nowMs) {
        Status status = follower.observed().status(nowMs);
        if (status.isOver()) {
            return trainOn(Map.of(setting.dial(), setting.value()), nowMs);
        } else if (!status.takesCommands()) {
            return noTrainer(nowMs);
        }
        try {
            String words = Command.SET.word() + " " + setting.dial() + " " + setting.value();
            return new Outcome(new CommandLife.Sent(Mailbox.send(folder, setting), words, nowMs), "");
        } catch (RunException e) {
            return new Outcome(null, e.getMessage());
        }
    }

    /** Has the dial turned that was typed: its name and its new value. */
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
            return status.isOver() ? noTrainer(nowMs) : new Outcome(null, "The run is not paused.");
        } else if (!follower.observed().resumption().isPossible()) {
            return noTrainer(nowMs);
        }
        try {
            // The page says what the trainer does as long as it does it.
            follower.started(place.trainers().resume(folder, Map.of()));
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
                        : noTrainer(status, seen));
    }

    private String noTrainer(Status status, Observed seen) {
        if (status == Status.UNKNOWN) {
            return "Another machine may train the run: nothing is sent or started from here.";
        } else if (status == Status.READING) {
            return "The log is still being read; try again in a moment.";
        } else if (!status.isOver()) {
            return "The trainer is still loading; try again in a moment.";
        } else if (!status.isResumable()) {
            String over = status == Status.EARLY_STOP ? "The run stopped early." : "The run is complete.";
            if (!seen.state().about().isOwn()) {
                return over; // How long another program trains is not for us to say.
            }
            return seen.resumption().takesDials()
                    ? over + " To train on, turn epochs up on the page of dials (d), or type: "
                            + place.trainers().howToResume(folder, " " + Dial.EPOCHS.option("N"))
                    : over + " " + seen.resumption().words();
        }
        return switch (seen.resumption()) {
            case CHECKPOINT -> "No trainer is at work; r starts one from the last checkpoint.";
            case BEGINNING, PROGRAM_ANEW -> "No trainer is at work; r starts one from the beginning.";
            case ALIVE, STANDING ->
                "Its program is left without a supervisor. " + seen.resumption().words();
            default -> "No trainer is at work. " + seen.resumption().words();
        };
    }
}
