package io.traindeck.state;

import io.traindeck.advice.TurnedDials;
import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import java.util.List;

/**
 * The facts that a run has told about itself.
 *
 * @param run the name of the run when it was made; empty if unknown
 * @param parent the run that it branched from; null if it is not a branch
 * @param dials the dials that were turned since it began
 * @param before the history that it shares with its parent; null if it is not a branch, or if that history was not read
 *     before it
 */
record Identity(String run, Parent parent, Description about, TurnedDials dials, RunState before) {
    private static final String SET = "set:";

    static final Identity UNKNOWN = new Identity("", null, Description.NONE, TurnedDials.none(Description.NONE), null);

    /**
     * Returns the identity of the run that starts after {@code previous}, which may be its parent's history or the same
     * run begun anew.
     */
    static Identity of(RunStarted start, RunState previous) {
        String run = start.run() == null ? "" : start.run();
        TurnedDials dials = TurnedDials.none(start.about());
        return new Identity(run, start.parent(), start.about(), dials, history(start.parent(), previous));
    }

    private static RunState history(Parent parent, RunState previous) {
        if (parent == null) {
            return null;
        } else if (parent.equals(previous.identity().parent())) {
            return previous.identity().before();
        }
        return previous.isMeasured() ? previous : null;
    }

    Identity after(TrainEvent event) {
        if (event instanceof Described more) {
            Description all = about.and(more.about());
            return new Identity(run, parent, all, dials.about(all), before);
        } else if (event instanceof DialTurned turn) {
            return new Identity(run, parent, about, dials.with(turn), before);
        } else if (event instanceof RunResumed resumed) {
            return new Identity(run, parent, about, dials.backTo(resumed.fromStep()), before);
        }
        return this;
    }

    /** Returns the metric that says which row is the best; null if there is none. */
    Goal goal(MetricIndex measured) {
        return about.goal() != null ? about.goal() : measured.goal();
    }

    /** The names of the dials that the trainer lets a person turn. */
    List<String> dialNames() {
        return about.commands().stream()
                .filter(command -> command.startsWith(SET))
                .map(command -> command.substring(SET.length()))
                .toList();
    }

    boolean isUnknown() {
        return run.isEmpty()
                && parent == null
                && about.isNothing()
                && dials.turns().isEmpty();
    }
}
