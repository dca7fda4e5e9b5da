package io.traindeck.dashboard.page;

import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import java.util.Optional;

/** Sentences that more than one page says. */
public final class Words {
    private Words() {}

    /** What a log without one event holds. */
    public static String nothingIn(long lines) {
        return lines == 0 ? "it is empty" : "none of its " + Numbers.count(lines) + " lines is an event";
    }

    /**
     * Why no command can be sent to a run.
     *
     * @param status one in which no trainer takes commands
     * @param saved whether the run has a checkpoint
     */
    public static String noTrainer(Status status, boolean saved) {
        if (!status.isOver()) {
            return "The trainer is still loading; try again in a moment.";
        }
        return status.isResumable()
                ? "No trainer is at work; r starts one from the " + (saved ? "last checkpoint." : "beginning.")
                : "The run is over: no trainer is at work.";
    }

    /** The number of an epoch that somebody typed. */
    public static Optional<Integer> epoch(String typed) {
        try {
            return Optional.of(Integer.parseInt(typed)).filter(epoch -> epoch >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A speed that somebody typed, perhaps with an x after it. */
    public static Optional<Double> speed(String typed) {
        try {
            return Optional.of(Double.parseDouble(typed.replaceAll("[x×]$", "")))
                    .filter(speed -> speed > 0 && Double.isFinite(speed));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
