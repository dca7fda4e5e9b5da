package io.traindeck.dashboard.page;

import io.traindeck.text.Numbers;
import java.util.Optional;

/** Sentences that more than one page says. */
public final class Words {
    private Words() {}

    /** Says what a log without a single event holds. */
    public static String nothingIn(long lines) {
        return lines == 0 ? "it is empty" : "none of its " + Numbers.count(lines) + " lines is an event";
    }

    /** The answer to a person who typed no number of an epoch. */
    public static final String NO_NUMBER =
            "goto needs the number of an epoch, or of a step where there are no epochs, for instance: goto 12";

    /**
     * Says that a log does not reach the epoch or the step that somebody typed.
     *
     * @param last the number of the last epoch that has ended or, if none has, of the last step
     */
    public static String beyond(boolean isEpoch, long typed, long last) {
        return isEpoch
                ? "No epoch " + typed + " has ended; the last that has is epoch " + last + "."
                : "There is no step " + typed + "; the last is step " + last + ".";
    }

    /** The number of an epoch or of a step that somebody typed. */
    public static Optional<Long> number(String typed) {
        try {
            return Optional.of(Long.parseLong(typed)).filter(number -> number >= 0);
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
