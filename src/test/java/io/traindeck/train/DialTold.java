package io.traindeck.train;

import io.traindeck.event.Command;
import io.traindeck.event.Dial;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.train.TinyRun.Watcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A dial that a run was told to turn, and the place at which it was told.
 *
 * @param step the last step before it
 * @param after the value
 * @param afterEpoch whether the epoch that ends with that step was validated already
 */
record DialTold(long step, String name, String after, boolean afterEpoch) {

    /**
     * Returns the turns that are part of a run's history, as every reader of its log must see them.
     *
     * @param events the log; that of a branch follows those of its ancestors, as {@link #lineage} has it
     */
    static List<DialTold> in(List<TrainEvent> events) {
        History history = new History();
        events.forEach(history);
        history.settle();
        history.turns.sort(Comparator.comparingLong(DialTold::step).thenComparing(DialTold::afterEpoch));
        return history.turns;
    }

    /**
     * Returns the log of a branch after those of its ancestors. The branch begins as its parent would have gone on from
     * that place. Its own log alone does not tell whether a dial that it holds from the end of an epoch was turned before
     * the validation or after it: a last epoch is followed by another one only if it was before.
     *
     * @param ancestors the log of the parent, after those of its own ancestors
     * @param begin the place at which the branch begins
     */
    static List<TrainEvent> lineage(List<TrainEvent> ancestors, LoopState begin, List<TrainEvent> branch) {
        List<TrainEvent> all = new ArrayList<>(ancestors);
        all.add(new RunResumed(0, begin.step(), begin.epoch(), ""));
        all.addAll(branch);
        return all;
    }

    /**
     * Reads a log. A trainer that goes on from the end of an epoch tells which dials differ from what they were before
     * the validation: what was turned during it has happened all the same, and nothing is told of a dial that was turned
     * back.
     */
    private static final class History implements Consumer<TrainEvent> {
        private final List<DialTold> turns = new ArrayList<>();

        /** The last step of each epoch that was validated. */
        private final TreeMap<Integer, Long> validated = new TreeMap<>();

        /** The dials that were turned during the last validation, with their values before it. */
        private final Map<String, String> untold = new LinkedHashMap<>();

        private final Map<String, String> before = new HashMap<>();
        private long step;

        History() {
            // No validation is to come at the beginning either.
            validated.put(0, 0L);
        }

        @Override
        public void accept(TrainEvent event) {
            if (event instanceof DialTurned turn && !turn.after().equals(turn.before())) {
                turned(turn);
            } else if (event instanceof Measured row && row.kind() == Measured.Kind.EPOCH) {
                validated.put((int) row.epoch(), row.step());
            } else if (event instanceof Measured row && row.kind() == Measured.Kind.STEP) {
                settle();
            } else if (event instanceof RunResumed resumed) {
                resumed(resumed);
            }
        }

        private void turned(DialTurned turn) {
            String known = untold.remove(turn.name()) == null ? "" : last(turn.name());
            if (!turn.after().equals(known)) {
                before.putIfAbsent(turn.step() + turn.name(), turn.before());
                boolean afterEpoch = validated.containsValue(turn.step());
                turns.add(new DialTold(turn.step(), turn.name(), turn.after(), afterEpoch));
            }
        }

        private void resumed(RunResumed resumed) {
            settle();
            step = resumed.fromStep();
            validated.tailMap(resumed.epoch()).clear();
            boolean over = validated.containsValue(step);
            turns.removeIf(turn -> turn.step() > step || turn.step() == step && (turn.afterEpoch() || !over));
            before.keySet().removeIf(key -> Long.parseLong(key.replaceAll("\\D.*", "")) > step);
            if (!over) {
                before.keySet().removeIf(key -> key.replaceAll("\\D.*", "").equals(String.valueOf(step)));
            }
            turns.stream()
                    .filter(turn -> turn.step() == step)
                    .forEach(turn -> untold.put(turn.name(), before.get(step + turn.name())));
        }

        /** Notes the dials that the trainer did not tell: they are what they were before the validation. */
        void settle() {
            untold.forEach((name, value) -> {
                if (!value.equals(last(name))) {
                    turns.add(new DialTold(step, name, value, true));
                }
            });
            untold.clear();
        }

        private String last(String name) {
            return turns.stream()
                    .filter(turn -> turn.step() == step && turn.name().equals(name))
                    .reduce((first, second) -> second)
                    .map(DialTold::after)
                    .orElse("");
        }
    }

    /**
     * Returns a watcher that turns the dials at their places, and does nothing else.
     *
     * @param begin the place at which the run begins
     */
    static Watcher telling(List<DialTold> turns, LoopState begin) {
        return (event, controls) -> {
            if (event instanceof TrainEvent.RunStarted) {
                tell(turns, begin.step(), false, controls);
                if (begin.batch() == 0) {
                    tell(turns, begin.step(), true, controls);
                }
            } else if (event instanceof Measured measured && measured.kind() != Measured.Kind.VALIDATION) {
                tell(turns, measured.step(), measured.kind() == Measured.Kind.EPOCH, controls);
            }
        };
    }

    private static void tell(List<DialTold> turns, long step, boolean afterEpoch, ControlQueue controls) {
        turns.stream()
                .filter(turn -> turn.step() == step && turn.afterEpoch() == afterEpoch)
                .forEach(turn -> controls.add(setting(Dial.of(turn.name()).orElseThrow(), turn.after())));
    }

    static Control setting(Dial dial, String value) {
        return new Control.Obey(new Request("id", Command.SET, new Request.Setting(dial.word(), value)));
    }
}
