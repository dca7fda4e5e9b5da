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
import java.util.List;
import java.util.TreeMap;

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
     * @param begin the place at which the log begins
     */
    static List<DialTold> in(List<TrainEvent> events, LoopState begin) {
        List<DialTold> turns = new ArrayList<>();
        List<DialTold> dropped = List.of();
        TreeMap<Integer, Long> validated = new TreeMap<>();
        if (begin.batch() == 0) {
            validated.put(begin.epoch() - 1, (long) begin.step());
        }
        for (TrainEvent event : events) {
            if (event instanceof DialTurned turn && !turn.after().equals(turn.before())) {
                DialTold told = new DialTold(turn.step(), turn.name(), turn.after(), false);
                // A run that goes on from the end of an epoch tells there what was turned during the validation.
                boolean during = dropped.contains(told);
                turns.add(
                        during || !validated.containsValue(turn.step())
                                ? told
                                : new DialTold(turn.step(), turn.name(), turn.after(), true));
            } else if (event instanceof Measured row && row.kind() == Measured.Kind.EPOCH) {
                validated.put((int) row.epoch(), row.step());
            } else if (event instanceof RunResumed resumed) {
                dropped = turns.stream()
                        .filter(turn -> turn.step() >= resumed.fromStep())
                        .toList();
                turns.removeAll(dropped);
                validated.tailMap(resumed.epoch()).clear();
            }
        }
        turns.sort(Comparator.comparingLong(DialTold::step).thenComparing(DialTold::afterEpoch));
        return turns;
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
