package io.traindeck.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A dial of our trainer that can be turned while it trains. This is the one table of them: the names in lower case are
 * the words in logs, commands and {@code run.json}, and with a minus for each underscore the options on the command line.
 */
public enum Dial {
    MAX_LR(Range.ABOVE_ZERO, "a number above 0", "Largest learning rate of the schedule."),
    WEIGHT_DECAY(Range.FROM_ZERO, "0 or more", "Decay of tensors with two or more dimensions."),
    CLIP(Range.FROM_ZERO, "0 (off) or more", "Largest global gradient norm; 0: no clipping."),
    DROPOUT(Range.PROBABILITY, "in [0, 1)", "Probability of dropping a channel."),
    HEAD_DROPOUT(Range.PROBABILITY, "in [0, 1)", "Probability of dropping a unit of the hidden linear layer."),
    AUGMENT(Range.TRUTH, "true or false", "Random crops and flips of training images."),
    PATIENCE(Range.COUNT, "0 (off) or more", "Epochs without a better val_acc before the run stops early; 0: never."),
    EPOCHS(Range.COUNT_FROM_ONE, "at least 1", "Passes over the training images."),
    CHECKPOINT_EVERY(
            Range.COUNT,
            "0 (off) or more",
            "Save the last checkpoint every so many steps, besides after each epoch; 0: don't.");

    /** A number in JSON, or as people type it. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private final Range range;
    private final String wanted;
    private final String help;

    Dial(Range range, String wanted, String help) {
        this.range = range;
        this.wanted = wanted;
        this.help = help;
    }

    /** The range of values that a dial may have. A truth value is the number 1 or 0. */
    private enum Range {
        ABOVE_ZERO,
        FROM_ZERO,
        PROBABILITY,
        COUNT,
        COUNT_FROM_ONE,
        TRUTH;

        boolean holds(double value) {
            return switch (this) {
                case ABOVE_ZERO -> value > 0 && Double.isFinite(value);
                case FROM_ZERO -> value >= 0 && Double.isFinite(value);
                case PROBABILITY -> value >= 0 && value < 1;
                case COUNT -> value >= 0 && value <= Integer.MAX_VALUE;
                case COUNT_FROM_ONE -> value >= 1 && value <= Integer.MAX_VALUE;
                case TRUTH -> value == 0 || value == 1;
            };
        }
    }

    /** Returns the dial of that word; empty if there is none that can be turned. */
    public static Optional<Dial> of(String word) {
        return Arrays.stream(values()).filter(dial -> dial.word().equals(word)).findFirst();
    }

    /** The word in logs and commands, such as {@code max_lr}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The option on the command line, such as {@code --max-lr}. */
    public String option() {
        return "--" + word().replace('_', '-');
    }

    /** Returns the words that give the dial a value on the command line, such as {@code --max-lr 0.001}. */
    public String option(String value) {
        if (isTruth()) {
            return value(value) != 0 ? option() : "--no-" + option().substring(2);
        }
        return option() + " " + value;
    }

    /** A sentence that says what the dial does. */
    public String help() {
        return help;
    }

    /** Returns whether the values of the dial are {@code true} and {@code false}. */
    public boolean isTruth() {
        return range == Range.TRUTH;
    }

    /** Returns whether the values of the dial are whole numbers. */
    public boolean isCount() {
        return range == Range.COUNT || range == Range.COUNT_FROM_ONE;
    }

    /**
     * Returns the value that was typed, as a number; 1 for {@code true} and 0 for {@code false}.
     *
     * @throws IllegalArgumentException if the dial cannot have that value, with one line for the user
     */
    public double value(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        if (isTruth()) {
            return switch (text) {
                case "true", "on" -> 1;
                case "false", "off" -> 0;
                default -> throw new IllegalArgumentException(fault(word(), typed));
            };
        }
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (isCount() && Double.isFinite(value) && value != Math.rint(value)) {
            throw new IllegalArgumentException(word() + " must be a whole number, not " + typed);
        }
        if (!range.holds(value)) {
            throw new IllegalArgumentException(fault(word(), typed));
        }
        return value;
    }

    /**
     * @throws IllegalArgumentException if the dial cannot have that value, with one line for the user that names the
     *     option
     */
    public void require(double value) {
        if (!range.holds(value)) {
            throw new IllegalArgumentException(fault(option(), isCount() ? String.valueOf((long) value) : "" + value));
        }
    }

    private String fault(String name, String value) {
        return name + " must be " + wanted + ", not " + value;
    }

    /** Returns a value as logs and people write it: it gives back the same number, to the last bit. */
    public String text(double value) {
        if (isTruth()) {
            return String.valueOf(value != 0);
        }
        return DialNumber.text(value);
    }
}
