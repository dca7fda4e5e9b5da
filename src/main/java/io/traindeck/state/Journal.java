package io.traindeck.state;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What happened that a person may want to read. A resumption takes nothing away from it.
 *
 * @param events all but steps, validations begun, readings of the machine and what describes the run, in the order of the log; the newest
 *     {@link #MOST_EVENTS}
 * @param answers the last answer to each command, whoever sent it, in the order of the answers; the newest
 *     {@link #MOST_ANSWERS}
 * @param checkpoint the last one written; null before the first
 */
public record Journal(AppendList<TrainEvent> events, AppendList<CommandAnswered> answers, Checkpoint checkpoint) {
    /** A few megabytes at the most. */
    static final int MOST_EVENTS = 10_000;

    static final int MOST_ANSWERS = 32;

    /** Characters of a message that are kept: more than the widest screen shows. */
    private static final int LONGEST_TEXT = 400;

    /** Before the first event. */
    public static final Journal EMPTY = new Journal(AppendList.empty(), AppendList.empty(), null);

    /** After that event. */
    public Journal apply(TrainEvent event) {
        if ((event instanceof TrainEvent.Measured measured && measured.kind() == TrainEvent.Measured.Kind.STEP)
                || event instanceof TrainEvent.Described
                || event instanceof TrainEvent.Validating
                || event instanceof TrainEvent.SystemUsage) {
            return this;
        }
        TrainEvent kept = shortened(event);
        return new Journal(
                events.append(kept, MOST_EVENTS),
                kept instanceof CommandAnswered answer ? with(answer) : answers,
                kept instanceof Checkpoint written ? written : checkpoint);
    }

    /** The last answer to that command, or null. */
    public CommandAnswered answerTo(String id) {
        for (CommandAnswered answer : answers) {
            if (Objects.equals(answer.id(), id)) {
                return answer;
            }
        }
        return null;
    }

    /** The checkpoint that was last written to that file, relative to the run folder, or null. */
    public Checkpoint savedTo(String file) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof Checkpoint saved && Objects.equals(saved.file(), file)) {
                return saved;
            }
        }
        return null;
    }

    private AppendList<CommandAnswered> with(CommandAnswered answer) {
        List<CommandAnswered> others = new ArrayList<>(answers);
        others.removeIf(other -> Objects.equals(other.id(), answer.id()));
        return AppendList.<CommandAnswered>copyOf(others).append(answer, MOST_ANSWERS);
    }

    private static TrainEvent shortened(TrainEvent event) {
        if (event instanceof Warning w) {
            return new Warning(w.timeMs(), shortened(w.code()), shortened(w.message()), w.step());
        } else if (event instanceof CommandAnswered c) {
            return new CommandAnswered(
                    c.timeMs(), shortened(c.id()), shortened(c.command()), c.status(), shortened(c.reason()));
        } else if (event instanceof RunEnded e) {
            return new RunEnded(e.timeMs(), e.reason(), e.step(), e.best(), shortened(e.message()));
        }
        return event;
    }

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
