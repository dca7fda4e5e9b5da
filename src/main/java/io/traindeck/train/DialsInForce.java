package io.traindeck.train;

import io.traindeck.event.Dial;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The dials that hold for the next step. A full checkpoint holds them, because they may have been turned since the run
 * began.
 *
 * @param dials the dials that decide the result
 * @param checkpointEvery steps between checkpoints within an epoch; 0 for none
 * @param stepsPerEpoch updates in an epoch
 * @param course the way along the schedule
 * @param turnedHere the dials that were turned since the last step, with the values that they had; a run or branch that
 *     goes on from here publishes these turns again, because the log may also hold turns after this checkpoint
 * @param courseBefore the course before these turns: where {@code epochs} is turned away and back, it is taken again
 */
record DialsInForce(
        Dials dials,
        int checkpointEvery,
        int stepsPerEpoch,
        Course course,
        Map<Dial, String> turnedHere,
        Course courseBefore) {
    private static final String WHOLE = "course.whole";
    private static final String FROM = "course.from";
    private static final String AT = "course.at";
    private static final String TURNED = "turned.";

    /** The text before the keys of the course before the last turns. */
    private static final String BEFORE = "before.";

    DialsInForce {
        turnedHere = Collections.unmodifiableMap(new EnumMap<>(turnedHere));
    }

    /** Returns the dials of a run before its first step. */
    static DialsInForce atStart(TrainingSetup setup) {
        Dials dials = setup.dials();
        Course course = Course.straight(Schedule.end(dials, setup.stepsPerEpoch()));
        return new DialsInForce(dials, setup.saving().every(), setup.stepsPerEpoch(), course, none(), course);
    }

    private static Map<Dial, String> none() {
        return new EnumMap<>(Dial.class);
    }

    /** Returns the learning rate of every step to come. */
    Schedule schedule() {
        return Schedule.of(dials, stepsPerEpoch, course);
    }

    /** Returns the value of a dial as logs have it. */
    String text(Dial dial) {
        return dial.text(value(dial));
    }

    private double value(Dial dial) {
        return dial == Dial.CHECKPOINT_EVERY ? checkpointEvery : dials.value(dial);
    }

    /** Whether so many epochs were no better than the best that the run is to stop. */
    boolean patienceIsOut(LoopState loop) {
        return dials.length().patience() > 0
                && loop.best().badEpochs() >= dials.length().patience();
    }

    /** Whether checkpoints are saved within epochs, too. */
    boolean savesWithinEpochs() {
        return checkpointEvery > 0;
    }

    /** Whether a checkpoint is kept after {@code step} steps. */
    boolean savesAfter(int step) {
        return savesWithinEpochs() && step % checkpointEvery == 0;
    }

    /** Returns the dials after a step. */
    DialsInForce afterStep() {
        return turnedHere.isEmpty()
                ? this
                : new DialsInForce(dials, checkpointEvery, stepsPerEpoch, course, none(), course);
    }

    /**
     * Returns the dials after {@code dial} has been turned.
     *
     * @param typed the new value
     * @throws IllegalArgumentException in one line for the user, if the dial cannot have that value there
     */
    DialsInForce turned(Dial dial, String typed, LoopState loop) {
        double value = dial.value(typed);
        if (value == value(dial)) {
            return this;
        }
        Map<Dial, String> turned = new EnumMap<>(Dial.class);
        turned.putAll(turnedHere);
        if (dial.text(value).equals(turned.putIfAbsent(dial, text(dial)))) {
            turned.remove(dial);
        }
        if (dial == Dial.CHECKPOINT_EVERY) {
            return new DialsInForce(dials, (int) value, stepsPerEpoch, course, turned, courseBefore);
        }
        if (dial == Dial.EPOCHS) {
            requirePossible((int) value, loop);
        }
        int bad = loop.best().badEpochs();
        if (dial == Dial.PATIENCE && value > 0 && value <= bad) {
            throw new IllegalArgumentException(dial.word() + " must be 0 (off) or more than " + bad
                    + ", the epochs without a better val_acc so far, not " + typed);
        }
        Dials next = dials.with(dial, value);
        Course bent = course(next, loop.step());
        return new DialsInForce(next, checkpointEvery, stepsPerEpoch, bent, turned, courseBefore);
    }

    private void requirePossible(int epochs, LoopState loop) {
        if (epochs < loop.epoch()) {
            throw new IllegalArgumentException(Dial.EPOCHS.word() + " must be at least " + loop.epoch()
                    + ", the epoch that is under way, not " + epochs);
        }
        TrainingSetup.requireCountable(epochs, stepsPerEpoch, Dial.EPOCHS.word());
    }

    /** Returns the course with other dials: it depends on them and on the last step, but not on turns in between. */
    private Course course(Dials next, int step) {
        int end = Schedule.end(beforeTurns().dials, stepsPerEpoch);
        int newEnd = Schedule.end(next, stepsPerEpoch);
        if (step == 0) {
            return Course.straight(newEnd);
        }
        return newEnd == end ? courseBefore : courseBefore.bentAt(Schedule.time(dials, stepsPerEpoch, step - 1), end);
    }

    /** Returns these dials as they were before {@link #turnedHere} were turned. */
    DialsInForce beforeTurns() {
        Dials before = dials;
        int every = checkpointEvery;
        for (Map.Entry<Dial, String> turn : turnedHere.entrySet()) {
            double value = turn.getKey().value(turn.getValue());
            if (turn.getKey() == Dial.CHECKPOINT_EVERY) {
                every = (int) value;
            } else {
                before = before.with(turn.getKey(), value);
            }
        }
        return new DialsInForce(before, every, stepsPerEpoch, courseBefore, none(), courseBefore);
    }

    /** Returns the course as a branch tells it; empty if it is straight, and needs no telling. */
    Optional<String> courseFact() {
        boolean straight = course.whole() == Schedule.end(dials, stepsPerEpoch) && course.at() == course.from();
        return straight ? Optional.empty() : Optional.of(course.whole() + " " + course.from() + " " + course.at());
    }

    /** All of this as strings that give back the same bits; the dials stand under {@code dial.NAME}. */
    Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Dial dial : Dial.values()) {
            metadata.put(CheckpointReader.DIAL_PREFIX + dial.word(), text(dial));
        }
        put(metadata, "", course);
        turnedHere.forEach((dial, before) -> metadata.put(TURNED + dial.word(), before));
        if (turnedHere.containsKey(Dial.EPOCHS)) {
            put(metadata, BEFORE, courseBefore);
        }
        return metadata;
    }

    private static void put(Map<String, String> metadata, String prefix, Course course) {
        metadata.put(prefix + WHOLE, Integer.toString(course.whole()));
        metadata.put(prefix + FROM, Integer.toString(course.from()));
        metadata.put(prefix + AT, Double.toString(course.at()));
    }

    /**
     * Returns the dials in force of a checkpoint; if it is an old one that does not tell a dial, the value here.
     *
     * @throws IllegalArgumentException naming the entry that is no value
     */
    DialsInForce fromMetadata(Map<String, String> metadata) {
        Dials read = dials;
        int every = checkpointEvery;
        Map<Dial, String> turned = none();
        for (Dial dial : Dial.values()) {
            String value = metadata.get(CheckpointReader.DIAL_PREFIX + dial.word());
            if (value != null && dial == Dial.CHECKPOINT_EVERY) {
                every = (int) dial.value(value);
            } else if (value != null) {
                read = read.with(dial, dial.value(value));
            }
            String before = metadata.get(TURNED + dial.word());
            if (before != null) {
                turned.put(dial, dial.text(dial.value(before)));
            }
        }
        TrainingSetup.requireCountable(read.length().epochs(), stepsPerEpoch, Dial.EPOCHS.word());
        Course now = course(metadata, "", Course.straight(Schedule.end(read, stepsPerEpoch)));
        return new DialsInForce(read, every, stepsPerEpoch, now, turned, course(metadata, BEFORE, now));
    }

    private static Course course(Map<String, String> metadata, String prefix, Course untold) {
        String whole = metadata.get(prefix + WHOLE);
        String from = metadata.get(prefix + FROM);
        String at = metadata.get(prefix + AT);
        if (whole == null || from == null || at == null) {
            return untold;
        }
        try {
            return new Course(Integer.parseInt(whole), Integer.parseInt(from), Double.parseDouble(at));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its course holds what is no number", e);
        }
    }
}
