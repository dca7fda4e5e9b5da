package io.traindeck.train;

import io.traindeck.event.Dial;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunResumed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The turns of dials that the log of a run tells, from its events in their order. A trainer that died takes the steps
 * since its last checkpoint with it, and the next one computes them again: told the same turns at the same steps, it
 * computes the same.
 *
 * <p>So turns are kept where the run went on from its last checkpoint, even if the trainer that was to repeat them died
 * before their steps. A dial that a person turned anew meanwhile is not turned again.
 */
public final class TurnsOnRecord implements Consumer<TrainEvent> {
    /** The name of the last checkpoint in the log. */
    static final String LAST = CheckpointKeeper.FOLDER + "/" + CheckpointWriter.LAST_FILE;

    /** Turns that this session's log has told. */
    private final List<Turn> told = new ArrayList<>();

    /** Turns of earlier sessions that are yet to be told again. */
    private final List<Turn> awaited = new ArrayList<>();

    private long validatedStep = -1;
    private int validatedEpoch;

    /**
     * A turn of a dial.
     *
     * @param step the last step before it
     * @param afterEpoch whether that step had ended an epoch whose validation was over, too
     */
    public record Turn(long step, Dial dial, String value, boolean afterEpoch) {
        boolean isDue(LoopState loop, int stepsPerEpoch) {
            boolean validating = loop.batch() == stepsPerEpoch;
            return step < loop.step() || step == loop.step() && !(afterEpoch && validating);
        }
    }

    @Override
    public void accept(TrainEvent event) {
        if (event instanceof DialTurned turned) {
            turned(turned);
        } else if (event instanceof Measured measured) {
            measured(measured);
        } else if (event instanceof RunResumed resumed) {
            resumed(resumed);
        } else if (event instanceof TrainEvent.RunStarted) {
            told.clear();
            awaited.clear();
            validatedStep = -1;
        }
    }

    /** Returns the turns that belong to the run's history if it goes on from its last checkpoint, in their order. */
    public List<Turn> turns() {
        List<Turn> turns = new ArrayList<>(awaited);
        turns.addAll(told);
        turns.sort(Comparator.comparingLong(Turn::step).thenComparing(Turn::afterEpoch));
        return turns;
    }

    /**
     * Returns the last turn of each dial at each place that is still to come. At the place of the loop itself, some of
     * them may have been made before the checkpoint: all that counts there is the last value.
     */
    static List<Turn> from(LoopState loop, int stepsPerEpoch, List<Turn> turns) {
        Map<Turn, Turn> last = new LinkedHashMap<>();
        for (Turn turn : turns) {
            if (turn.step() >= loop.step()) {
                boolean apart = turn.step() > loop.step() || loop.batch() == stepsPerEpoch;
                Turn place = new Turn(turn.step(), turn.dial(), "", turn.afterEpoch() && apart);
                last.remove(place);
                last.put(place, turn);
            }
        }
        return List.copyOf(last.values());
    }

    private void turned(DialTurned turned) {
        Optional<Dial> dial = turned.name() == null ? Optional.empty() : Dial.of(turned.name());
        if (dial.isEmpty() || turned.after() == null) {
            return;
        }
        try {
            String value = dial.get().text(dial.get().value(turned.after()));
            boolean holds = turned.after().equals(turned.before());
            turned(new Turn(turned.step(), dial.get(), value, turned.step() == validatedStep), holds);
        } catch (IllegalArgumentException e) {
            // No trainer of ours has written that line.
        }
    }

    /** @param holds whether a person has asked for the value that the dial had anyway: it is to keep that */
    private void turned(Turn turn, boolean holds) {
        // A run that goes on from the end of an epoch tells there what was turned during the validation.
        List<Turn> same = awaited.stream()
                .filter(other -> other.step() == turn.step()
                        && other.dial() == turn.dial()
                        && other.value().equals(turn.value()))
                .toList();
        boolean again = !holds && !same.isEmpty();
        awaited.removeIf(other -> other.dial() == turn.dial() && (!again || other.step() <= turn.step()));
        told.add(again ? same.get(0) : turn);
    }

    private void measured(Measured measured) {
        if (measured.kind() == Measured.Kind.STEP) {
            awaited.removeIf(turn -> turn.step() < measured.step());
        } else if (measured.kind() == Measured.Kind.EPOCH) {
            validatedStep = measured.step();
            validatedEpoch = (int) measured.epoch();
        }
    }

    private void resumed(RunResumed resumed) {
        if (validatedStep > resumed.fromStep()
                || validatedStep == resumed.fromStep() && validatedEpoch >= resumed.epoch()) {
            validatedStep = -1;
        }
        List<Turn> all = turns();
        told.removeIf(turn -> turn.step() >= resumed.fromStep());
        awaited.clear();
        // Whoever names another checkpoint goes back to before the later turns.
        if (resumed.file() == null || resumed.file().isEmpty() || resumed.file().equals(LAST)) {
            all.stream().filter(turn -> turn.step() >= resumed.fromStep()).forEach(awaited::add);
        }
    }
}
