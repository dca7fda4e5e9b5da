package io.traindeck.state;

import io.traindeck.advice.SchedulePlan;
import io.traindeck.advice.TurnedDials;
import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.metric.Group;
import io.traindeck.metric.Metric;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a screen shows of a run, after some of its events: an event goes in and a new state comes out,
 * without clock, input or output. Any event may come in any order; events that make no sense are left out. The memory
 * is bounded whatever the length of the log, and an earlier state may be kept at little cost, because states share what
 * they have in common.
 *
 * <p>A reader of the state asks for metrics by their names.
 *
 * @param identity the facts that the run has told about itself
 * @param machine the load of the machine
 */
public record RunState(
        Identity identity,
        Training training,
        Pace pace,
        Phase phase,
        Journal journal,
        Machine machine,
        HeardTimes heard) {
    /** The state before the first event. */
    public static final RunState EMPTY = new RunState(
            Identity.UNKNOWN,
            Training.NONE,
            Pace.UNKNOWN,
            Phase.TRAINING,
            Journal.EMPTY,
            Machine.UNSEEN,
            HeardTimes.NONE);

    /**
     * Returns the state after {@code event}. A run that starts takes the place of all that was before it; the start of
     * a branch keeps that as the history of its parent.
     */
    public RunState apply(TrainEvent event) {
        if (event instanceof RunStarted start) {
            return new RunState(
                    Identity.of(start, this),
                    Training.NONE,
                    Pace.ofEpochs(start.about().plan().stepsPerEpoch()),
                    Phase.TRAINING,
                    Journal.EMPTY.apply(event),
                    Machine.UNSEEN,
                    HeardTimes.NONE.after(event));
        }
        Identity told = identity.after(event);
        Training further = training.apply(event);
        Pace known = event instanceof Described
                ? pace.withEpochs(told.about().plan().stepsPerEpoch())
                : pace.apply(event, further.index());
        return new RunState(
                told,
                further.thinned(told),
                known,
                phase.apply(event),
                journal.apply(event),
                machine.after(event),
                heard.after(event));
    }

    /**
     * Returns the state of a run whose program has printed something at {@code timeMs}, by the clock of its log. This is
     * a sign of life that no event tells. It is the same object if nothing newer is known by it.
     */
    public RunState printed(long timeMs) {
        return lastMs() == 0 || timeMs <= heard.printedMs()
                ? this
                : new RunState(identity, training, pace, phase, journal, machine, heard.printed(timeMs));
    }

    /** Returns the state after all of {@code events}. */
    public RunState applyAll(Iterable<? extends TrainEvent> events) {
        RunState state = this;
        for (TrainEvent event : events) {
            state = state.apply(event);
        }
        return state;
    }

    /** The run's name when it was made; empty if unknown. */
    public String run() {
        return identity.run();
    }

    /** The description that the run has given of itself. */
    public Description about() {
        return identity.about();
    }

    /** The run that it branched from; empty if it is not a branch. */
    public Optional<Parent> parent() {
        return Optional.ofNullable(identity.parent());
    }

    /**
     * Returns the histories that a branch shares with its ancestors, the eldest first, for a screen that draws them
     * too. Empty unless these were read before the branch.
     */
    public List<RunState> ancestors() {
        LinkedList<RunState> ancestors = new LinkedList<>();
        for (RunState state = identity.before(); state != null; state = state.identity.before()) {
            ancestors.addFirst(state);
        }
        return ancestors;
    }

    /** The plan of the run, with the dials as they are now. */
    public Plan plan() {
        return identity.dials().plan();
    }

    /** The learning rate that it plans, with the dials as they are now. */
    public SchedulePlan schedule() {
        return identity.dials().schedule();
    }

    /** The dials that were turned since it began. */
    public TurnedDials turned() {
        return identity.dials();
    }

    /** The names of the dials that the trainer lets a person turn. */
    public List<String> dials() {
        return identity.dialNames();
    }

    /** Returns whether the trainer obeys that command, such as {@code pause} or {@code set:DIAL}. */
    public boolean takes(String command) {
        return about().commands().contains(command);
    }

    /** Returns whether the run has told anything about itself. */
    public boolean isDescribed() {
        return !identity.isUnknown();
    }

    /** The names of all metrics, in order of first appearance. */
    public List<String> metrics() {
        return training.index().names();
    }

    /** Returns whether a metric has that name. */
    public boolean hasMetric(String name) {
        return training.index().place(name) >= 0;
    }

    /** All metrics with their meanings, in order of first appearance. */
    public List<Metric> meanings() {
        return training.index().metrics();
    }

    /** All metrics in groups, one for each chart, in the order in which a screen shows the charts. */
    public List<Group> groups() {
        return training.index().groups(goal());
    }

    /** The metric of that name, whether or not the run has logged it. */
    public Metric meaning(String name) {
        return training.index().metric(name);
    }

    /** The number of names of metrics for which there was no room. */
    public int leftOut() {
        return training.index().leftOut();
    }

    /** Returns a metric over the steps: from the lines of steps if some of them have it, else from the rows. */
    public Series series(String name) {
        return training.series(name);
    }

    /**
     * Returns a metric over the rows alone. A name may stand in both kinds of lines with a different meaning in each:
     * an epoch's {@code lr} is the rate after its last step.
     */
    public Series rowSeries(String name) {
        return training.rowSeries(name);
    }

    /** The rows: the validations, even those in lines of steps, and the epochs that are over. */
    public Rows rows() {
        return training.rows();
    }

    /** The metric that says which row is the best; null if there is none. */
    public Goal goal() {
        return identity.goal(training.index());
    }

    /**
     * Returns the best row, whose weights are kept; null if there is none. That of a branch may lie before it, and is
     * then none of its rows.
     */
    public Measured best() {
        return BestOfBranch.best(this);
    }

    /** The progress of the training. */
    public Progress progress() {
        return training.progress();
    }

    /** The marks for everything that happened at steps, in the order of the steps. */
    public List<Mark> marks() {
        return training.marks();
    }

    /** The times at which the run was at its steps. */
    public Moments moments() {
        return training.moments();
    }

    /** Returns whether anything has been measured. */
    public boolean isMeasured() {
        return progress().step() >= 0;
    }

    /** The step at which charts begin: 0 if something was measured before the first update, else 1. */
    public long firstStep() {
        return progress().hasZero() ? 0 : 1;
    }

    /** The last step that is done; 0 before the first. */
    public long lastStep() {
        return Math.max(0, progress().step());
    }

    /** The speed of the run, as its log tells it. */
    public Speed speed() {
        return pace.speed();
    }

    /** The mean time of a step, in seconds; 0 if unknown. */
    public double stepSeconds() {
        return pace.tempo().seconds();
    }

    /** The last reading of the machine; null before the first. */
    public SystemUsage usage() {
        return machine.usage();
    }

    /** The history of the graphics cards' load. */
    public GpuHistory gpus() {
        return machine.gpus();
    }

    /** The first time of any event, Unix milliseconds; 0 before it, and if the log has no times. */
    public long firstMs() {
        return heard.firstMs();
    }

    /** The latest time of any event, Unix milliseconds; 0 before the first. */
    public long lastMs() {
        return heard.lastMs();
    }

    /** The latest time of an event that is not a reading of the machine, Unix milliseconds; 0 before the first. */
    public long progressMs() {
        return heard.progressMs();
    }

    /** Returns whether the log has an end of the run. */
    public boolean isOver() {
        return phase.ended() != null;
    }

    /** The end of the run; empty while the log has none. */
    public Optional<RunEnded> end() {
        return Optional.ofNullable(phase.ended());
    }

    /**
     * Returns whether a run of traindeck's own trainer failed because its last loss or gradient norm is not finite.
     * From each of its checkpoints it would fail in the same way.
     */
    public boolean isDiverged() {
        return isOver()
                && phase.ended().reason() == TrainEvent.EndReason.FAILED
                && about().isOwn()
                && training.endsNotFinite();
    }

    /** The number of epochs that are over; 0 if there are none, or if the log has no epochs. */
    public int epochsDone() {
        return rows().epochsDone();
    }

    /** The epoch under way, counted from 1, or the last one begun if the run is over; 0 if unknown. */
    public int epoch() {
        int begun = (int) Math.max(0, Math.ceil(progress().epoch()));
        int next = !isDescribed() || isOver() || epochsDone() + 1 > plan().epochs() ? epochsDone() : epochsDone() + 1;
        return Math.max(begun, next);
    }
}
