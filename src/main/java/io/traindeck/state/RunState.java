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
 * All that a screen shows of a run, after some of its events: an event in, a new state out, no clock, no input or
 * output. Any event may come in any order; what makes no sense is left out. The memory is bounded whatever the length
 * of the log, and an earlier state may be kept at little cost, because states share what they have in common.
 *
 * <p>Whoever reads it asks for metrics by their names.
 *
 * @param identity what the run has said of itself
 * @param machine what the machine was busy with
 */
public record RunState(
        Identity identity,
        Training training,
        Pace pace,
        Phase phase,
        Journal journal,
        Machine machine,
        HeardTimes heard) {
    /** Before the first event. */
    public static final RunState EMPTY = new RunState(
            Identity.UNKNOWN,
            Training.NONE,
            Pace.UNKNOWN,
            Phase.TRAINING,
            Journal.EMPTY,
            Machine.UNSEEN,
            HeardTimes.NONE);

    /**
     * The state after {@code event}. A run that starts takes the place of all that was before it, which the start of a
     * branch keeps as the history of its parent.
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

    /** The state after all of {@code events}. */
    public RunState applyAll(Iterable<? extends TrainEvent> events) {
        RunState state = this;
        for (TrainEvent event : events) {
            state = state.apply(event);
        }
        return state;
    }

    /** The run's name when it was made; empty where unknown. */
    public String run() {
        return identity.run();
    }

    /** What the run has said of itself beside its numbers. */
    public Description about() {
        return identity.about();
    }

    /** The run that it branched from; empty if it is no branch. */
    public Optional<Parent> parent() {
        return Optional.ofNullable(identity.parent());
    }

    /**
     * What a branch has in common with the runs that it comes from, for who draws them too: the history of the eldest
     * first. Empty unless these were read before the branch.
     */
    public List<RunState> ancestors() {
        LinkedList<RunState> ancestors = new LinkedList<>();
        for (RunState state = identity.before(); state != null; state = state.identity.before()) {
            ancestors.addFirst(state);
        }
        return ancestors;
    }

    /** What the run has set out to do, with the dials as they are now. */
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

    /** Whether the trainer obeys that command: {@code pause}, {@code set:DIAL}. */
    public boolean takes(String command) {
        return about().commands().contains(command);
    }

    /** Whether the run has said anything of itself. */
    public boolean isDescribed() {
        return !identity.isUnknown();
    }

    /** The names of all metrics, in order of first appearance. */
    public List<String> metrics() {
        return training.index().names();
    }

    /** Whether a metric has that name. */
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

    /** What that name means, whether or not the run has logged it. */
    public Metric meaning(String name) {
        return training.index().metric(name);
    }

    /** How many names of metrics there was no room for. */
    public int leftOut() {
        return training.index().leftOut();
    }

    /** A metric over the steps: of the lines of steps, where it stands in some, else of the rows. */
    public Series series(String name) {
        return training.series(name);
    }

    /**
     * A metric over the rows alone. A name may stand in both kinds of lines with another meaning in each, as an epoch's
     * {@code lr} is the rate after its last step.
     */
    public Series rowSeries(String name) {
        return training.rowSeries(name);
    }

    /** The validations, be it in lines of steps, and the epochs that are over. */
    public Rows rows() {
        return training.rows();
    }

    /** The metric that says which row is the best; null if nobody can say. */
    public Goal goal() {
        return identity.goal(training.index());
    }

    /** The best row: the one that the log called so last; where it says of none, by the goal. Null if there is none. */
    public Measured best() {
        return rows().best(goal());
    }

    /** How far the training is. */
    public Progress progress() {
        return training.progress();
    }

    /** What fell on steps, in their order. */
    public List<Mark> marks() {
        return training.marks();
    }

    /** When the run was at which step. */
    public Moments moments() {
        return training.moments();
    }

    /** Whether anything has been measured. */
    public boolean isMeasured() {
        return progress().step() >= 0;
    }

    /** The step that charts begin at: 0 where something was measured before the first update, else 1. */
    public long firstStep() {
        return progress().hasZero() ? 0 : 1;
    }

    /** The last step done, 0 before the first. */
    public long lastStep() {
        return Math.max(0, progress().step());
    }

    /** How fast the run is, as its log says. */
    public Speed speed() {
        return pace.speed();
    }

    /** Mean time of a step, in seconds; 0 where unknown. */
    public double stepSeconds() {
        return pace.tempo().seconds();
    }

    /** The last reading of the machine; null before the first. */
    public SystemUsage usage() {
        return machine.usage();
    }

    /** What the graphics cards were busy with. */
    public GpuHistory gpus() {
        return machine.gpus();
    }

    /** The first time of any event, Unix milliseconds; 0 before it, and where the log has no times. */
    public long firstMs() {
        return heard.firstMs();
    }

    /** The latest time of any event, Unix milliseconds; 0 before the first. */
    public long lastMs() {
        return heard.lastMs();
    }

    /** The latest time of an event that is no reading of the machine, Unix milliseconds; 0 before the first. */
    public long progressMs() {
        return heard.progressMs();
    }

    /** Whether an end is in the log. */
    public boolean isOver() {
        return phase.ended() != null;
    }

    /** The end of the run; empty while no end is in the log. */
    public Optional<RunEnded> end() {
        return Optional.ofNullable(phase.ended());
    }

    /**
     * Whether a run of our own trainer failed because the last that it measured is no number. From each of its
     * checkpoints it would come to the same.
     */
    public boolean isDiverged() {
        return isOver()
                && phase.ended().reason() == TrainEvent.EndReason.FAILED
                && about().isOwn()
                && training.endsNotFinite();
    }

    /** How many epochs are over; 0 where none is, or the log has none. */
    public int epochsDone() {
        return rows().epochsDone();
    }

    /** The epoch under way, from 1, or the last one begun when the run is over; 0 where unknown. */
    public int epoch() {
        int begun = (int) Math.max(0, Math.ceil(progress().epoch()));
        int next = !isDescribed() || isOver() || epochsDone() + 1 > plan().epochs() ? epochsDone() : epochsDone() + 1;
        return Math.max(begun, next);
    }
}
