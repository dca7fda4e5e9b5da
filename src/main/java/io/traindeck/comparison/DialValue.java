package io.traindeck.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * The value of a dial in one run, and those that it was turned to while the run trained.
 *
 * @param start the value that the run was started with, as a word; empty if the run does not have the dial
 * @param turns the later values, in the order of the log
 */
public record DialValue(String start, List<Turn> turns) {
    /** The value of a dial that a run does not have. */
    public static final DialValue NONE = new DialValue("", List.of());

    /**
     * A live change of a dial.
     *
     * @param step the last step before the change
     * @param value the new value, as a word
     */
    public record Turn(long step, String value) {}

    public DialValue {
        turns = List.copyOf(turns);
    }

    /** Returns whether the run does not have the dial. */
    public boolean isNone() {
        return start.isEmpty() && turns.isEmpty();
    }

    /**
     * Returns what people are shown: the value of the start and the one in force at the end. If the dial was turned
     * back to where it was, the last value in between stands between them, so that the turn is not hidden.
     */
    public List<String> shown() {
        List<String> words = new ArrayList<>(List.of(start));
        if (!turns.isEmpty()) {
            String last = turns.get(turns.size() - 1).value();
            turns.stream()
                    .map(Turn::value)
                    .filter(value -> last.equals(start) && !value.equals(start))
                    .reduce((earlier, later) -> later)
                    .ifPresent(words::add);
            words.add(last);
        }
        return words;
    }
}
