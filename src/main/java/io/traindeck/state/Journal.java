package io.traindeck.state;

import io.traindeck.event.RoomForCheckpoints;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The events of a run that a person may want to read. A resumption takes nothing away from it.
 *
 * @param events all events except steps, begun validations, readings of the machine and descriptions of the run but for
 *     the room for checkpoints, in the order of the log; the newest {@link #MOST_EVENTS}, or fewer if they hold many numbers
 * @param numbers the numbers that these events hold, together with the weight of each row
 * @param answers the last answer to each command, no matter who sent the command, in the order of the answers; the
 *     newest {@link #MOST_ANSWERS}
 * @param checkpoint the checkpoint that was written last; null before the first
 */
public record Journal(
        AppendList<TrainEvent> events, int numbers, AppendList<CommandAnswered> answers, Checkpoint checkpoint) {
    /** The number of events that are kept: a few megabytes at most. */
    static final int MOST_EVENTS = 10_000;

    /** The number of values that the events may hold: half a megabyte. */
    private static final int MOST_NUMBERS = 1 << 16;

    /** The weight of a row beside its numbers, counted in numbers. */
    private static final int ROW = 12;

    static final int MOST_ANSWERS = 32;

    /** The number of characters of a message that are kept: more than the widest screen shows. */
    private static final int LONGEST_TEXT = 400;

    /** The journal before the first event. */
    public static final Journal EMPTY = new Journal(AppendList.empty(), 0, AppendList.empty(), null);

    /** Returns the journal after that event. */
    public Journal apply(TrainEvent event) {
        if ((event instanceof TrainEvent.Measured measured && measured.kind() == TrainEvent.Measured.Kind.STEP)
                || event instanceof Described && RoomForCheckpoints.words(event).isEmpty()
                || event instanceof TrainEvent.Validating
                || event instanceof TrainEvent.SystemUsage) {
            return this;
        }
        TrainEvent kept = shortened(event);
        AppendList<TrainEvent> all = events.append(kept, MOST_EVENTS);
        int held = numbers + numbers(kept) - (all.size() > events.size() ? 0 : numbers(events.get(0)));
        while (held > MOST_NUMBERS && all.size() > 1) {
            held -= numbers(all.get(0));
            all = all.last(all.size() - 1);
        }
        return new Journal(
                all,
                held,
                kept instanceof CommandAnswered answer ? with(answer) : answers,
                kept instanceof Checkpoint written ? written : checkpoint);
    }

    /** Returns the last answer to that command, or null. */
    public CommandAnswered answerTo(String id) {
        for (CommandAnswered answer : answers) {
            if (Objects.equals(answer.id(), id)) {
                return answer;
            }
        }
        return null;
    }

    /** Returns the checkpoint that was last written to that file, relative to the run folder, or null. */
    public Checkpoint savedTo(String file) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof Checkpoint saved && Objects.equals(saved.file(), file)) {
                return saved;
            }
        }
        return null;
    }

    /**
     * Returns the step of the checkpoint from which the run would go on, as far as its log tells; 0 if it would begin
     * again.
     */
    public long savedStep() {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof Checkpoint saved && saved.kind() != CheckpointKind.BEST) {
                return saved.step();
            } else if (events.get(i) instanceof RunResumed resumed) {
                return resumed.fromStep();
            }
        }
        return 0;
    }

    /**
     * Returns whether the run has a checkpoint to go on from, as far as its log tells. The best weights alone do not
     * count, and neither does a checkpoint from before the run was begun anew.
     */
    public boolean hasCheckpoint() {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof Checkpoint saved && saved.kind() != CheckpointKind.BEST) {
                return true;
            } else if (events.get(i) instanceof RunResumed resumed) {
                return resumed.file() != null && !resumed.file().isEmpty();
            }
        }
        return false;
    }

    private AppendList<CommandAnswered> with(CommandAnswered answer) {
        List<CommandAnswered> others = new ArrayList<>(answers);
        others.removeIf(other -> Objects.equals(other.id(), answer.id()));
        return AppendList.<CommandAnswered>copyOf(others).append(answer, MOST_ANSWERS);
    }

    private static int numbers(TrainEvent event) {
        return event instanceof TrainEvent.Measured row ? ROW + row.values().size() : 0;
    }

    private static TrainEvent shortened(TrainEvent event) {
        if (event instanceof Warning w) {
            return new Warning(w.timeMs(), shortened(w.code()), shortened(w.message()), w.step());
        } else if (event instanceof CommandAnswered c) {
            return new CommandAnswered(
                    c.timeMs(), shortened(c.id()), shortened(c.command()), c.status(), shortened(c.reason()));
        } else if (event instanceof DialTurned d) {
            return new DialTurned(
                    d.timeMs(), d.step(), shortened(d.name()), shortened(d.before()), shortened(d.after()));
        } else if (event instanceof Described d) {
            return RoomForCheckpoints.told(d.timeMs(), shortened(d.about().fact(RoomForCheckpoints.FACT)));
        } else if (event instanceof RunEnded e) {
            return new RunEnded(e.timeMs(), e.reason(), e.step(), e.best(), shortened(e.message()));
        }
        return event;
    }

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
