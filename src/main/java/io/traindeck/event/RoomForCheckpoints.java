package io.traindeck.event;

import io.traindeck.event.TrainEvent.Described;
import java.util.Map;
import java.util.Optional;

/**
 * How many checkpoints fit on the disk, as a fact that our trainer tells when a run begins or goes on, if somebody has
 * asked for more than a few.
 */
public final class RoomForCheckpoints {
    /** The name of the fact. Its value is a number of checkpoints and the size of one, in words. */
    public static final String FACT = "checkpoint_room";

    private RoomForCheckpoints() {}

    /** Returns the event that tells it, and nothing else. */
    public static Described told(long timeMs, String value) {
        return new Described(timeMs, Description.of(Plan.UNKNOWN, Map.of(FACT, value)));
    }

    /** Returns what an event tells of it, in one line for the user; empty if it tells nothing of it. */
    public static Optional<String> words(TrainEvent event) {
        return event instanceof Described described && described.about().facts().containsKey(FACT)
                ? Optional.of(words(described.about().fact(FACT)))
                : Optional.empty();
    }

    /** Returns the line for a value of the fact. */
    public static String words(String value) {
        return "room for " + value;
    }
}
