package io.traindeck.listen;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import java.util.Optional;

/**
 * What is to be said of the end of a training.
 *
 * @param progress how far it has come
 * @param epochs the planned number of epochs; 0 if unknown
 * @param told the command that has ended it, stop or park; empty if none has
 */
record Ending(Progress progress, int epochs, Optional<Command> told) {
    /** The trainer was closed. */
    RunEnded closed() {
        return ended(EndReason.COMPLETED, "done", "the trainer was closed");
    }

    /**
     * The program ends, and has not closed its trainer.
     *
     * @param signal the signal that ends it, such as {@code TERM}; empty if none does
     */
    RunEnded left(Optional<String> signal) {
        if (signal.isPresent()) {
            return because(EndReason.TERMINATED, "ended by " + signal.get() + " at step " + progress.step());
        }
        String cut = "the program ended and did not close its trainer";
        return isPlanDone() ? ended(EndReason.COMPLETED, "done", cut) : ended(EndReason.FAILED, cut, cut);
    }

    /** It cannot go on. */
    RunEnded failed(String why) {
        return because(EndReason.FAILED, "failed at step " + progress.step() + ": " + why);
    }

    /** The program itself has found that more epochs are of no use. */
    RunEnded early(String why) {
        return because(EndReason.EARLY_STOP, "stopped early at step " + progress.step() + ": " + why);
    }

    /** Whether it is known if the training is done, even if nobody says so: that of a plan, or of a command. */
    boolean isCertain() {
        return epochs > 0 || told.isPresent();
    }

    private boolean isPlanDone() {
        return epochs > 0 && progress.epochs() >= epochs;
    }

    /**
     * @param otherwise the reason if nobody has told the run to end and no epoch is missing
     * @param words what that was
     * @param cut what ended the training if epochs are missing
     */
    private RunEnded ended(EndReason otherwise, String words, String cut) {
        String at = " at step " + progress.step();
        if (told.isPresent()) {
            return told.get() == Command.PARK
                    ? because(EndReason.PARKED, "parked" + at)
                    : because(EndReason.STOPPED, "stopped" + at);
        }
        return epochs > 0 && !isPlanDone()
                ? because(EndReason.FAILED, cut + at + ", after " + progress.epochs() + " of " + epochs + " epochs")
                : because(otherwise, words + at);
    }

    private RunEnded because(EndReason reason, String message) {
        return new RunEnded(System.currentTimeMillis(), reason, progress.step(), progress.best(), message);
    }
}
