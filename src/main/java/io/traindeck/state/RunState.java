package io.traindeck.state;

import io.traindeck.advice.SchedulePlan;
import io.traindeck.advice.TurnedDials;
import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
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
 * @param said what the run has said of itself
 * @param machine what the machine was busy with
 */
public record RunState(
        Said said, Training training, Pace pace, Phase phase, Journal journal, Machine machine, Heard heard) {

    /**
     * What a run has said of itself.
     *
     * @param run its name when it was made; empty where unknown
     * @param parent the run that it branched from; null if it is no branch
     * @param dials those that were turned since it began
     * @param before what it has in common with its parent; null if it is no branch, or that was not read before it
     */
    record Said(String run, Parent parent, Description about, TurnedDials dials, RunState before) {
        static final Said NOTHING = new Said("", null, Description.NONE, TurnedDials.none(Description.NONE), null);

        Said after(TrainEvent event) {
            if (event instanceof DialTurned turn) {
                return new Said(run, parent, about, dials.with(turn), before);
            } else if (event instanceof RunResumed resumed) {
                return new Said(run, parent, about, dials.backTo(resumed.fromStep()), before);
            }
            return this;
        }

        boolean isNothing() {
            return run.isEmpty()
                    && parent == null
                    && about.isNothing()
                    && dials.turns().isEmpty();
        }
    }

    /**
     * When the run was heard of, Unix milliseconds; 0 before the first event that has a time.
     *
     * @param firstMs the first time of any event
     * @param lastMs the latest time of any event
     * @param progressMs the same, of events that are no reading of the machine
     * @param idleMs how long nobody trained: from the last event before each resumption to it
     */
    record Heard(long firstMs, long lastMs, long progressMs, long idleMs) {
        static final Heard NOTHING = new Heard(0, 0, 0, 0);

        Heard after(TrainEvent event) {
            long first = firstMs == 0 ? Math.max(0, event.timeMs()) : firstMs;
            long last = Math.max(lastMs, event.timeMs());
            long progress = event instanceof SystemUsage ? progressMs : Math.max(progressMs, event.timeMs());
            boolean anew = event instanceof RunResumed && lastMs > 0;
            return new Heard(first, last, progress, anew ? idleMs + last - lastMs : idleMs);
        }
    }

    private static final String SET = "set:";

    /** Before the first event. */
    public static final RunState EMPTY = new RunState(
            Said.NOTHING, Training.NONE, Pace.UNKNOWN, Phase.TRAINING, Journal.EMPTY, Machine.UNSEEN, Heard.NOTHING);

    /**
     * The state after {@code event}. A run that starts takes the place of all that was before it, which the start of a
     * branch keeps as the history of its parent.
     */
    public RunState apply(TrainEvent event) {
        if (event instanceof RunStarted start) {
            Description about = start.about();
            return new RunState(
                    new Said(
                            start.run() == null ? "" : start.run(),
                            start.parent(),
                            about,
                            TurnedDials.none(about),
                            historyOf(start)),
                    Training.NONE,
                    Pace.ofEpochs(about.plan().stepsPerEpoch()),
                    Phase.TRAINING,
                    Journal.EMPTY.apply(event),
                    Machine.UNSEEN,
                    Heard.NOTHING.after(event));
        }
        if (event instanceof Described more) {
            Description about = said.about().and(more.about());
            Pace known = pace.withEpochs(about.plan().stepsPerEpoch());
            Said told = new Said(said.run(), said.parent(), about, said.dials().about(about), said.before());
            return new RunState(told, training, known, phase, journal, machine, heard.after(event));
        }
        Training further = training.apply(event);
        RunState state = new RunState(
                said.after(event),
                further,
                pace.apply(event, further.index()),
                phase.apply(event),
                journal.apply(event),
                machine.after(event),
                heard.after(event));
        return further.rows().isToBeThinned() ? state.withRowsThinned() : state;
    }

    /** What a run that starts has in common with its parent: the run that this state is of, unless it is begun anew. */
    private RunState historyOf(RunStarted start) {
        if (start.parent() == null) {
            return null;
        }
        boolean anew = parent().isPresent() && said.parent().equals(start.parent());
        return anew ? said.before() : isMeasured() ? this : null;
    }

    private RunState withRowsThinned() {
        return new RunState(said, training.withRowsThinned(best()), pace, phase, journal, machine, heard);
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
        return said.run();
    }

    /** What the run has said of itself beside its numbers. */
    public Description about() {
        return said.about();
    }

    /** The run that it branched from; empty if it is no branch. */
    public Optional<Parent> parent() {
        return Optional.ofNullable(said.parent());
    }

    /**
     * What a branch has in common with the runs that it comes from, for who draws them too: the history of the eldest
     * first. Empty unless these were read before the branch.
     */
    public List<RunState> ancestors() {
        LinkedList<RunState> ancestors = new LinkedList<>();
        for (RunState state = said.before(); state != null; state = state.said.before()) {
            ancestors.addFirst(state);
        }
        return ancestors;
    }

    /** What the run has set out to do, with the dials as they are now. */
    public Plan plan() {
        return said.dials().plan();
    }

    /** The learning rate that it plans, with the dials as they are now. */
    public SchedulePlan schedule() {
        return said.dials().schedule();
    }

    /** The dials that were turned since it began. */
    public TurnedDials turned() {
        return said.dials();
    }

    /** The names of the dials that the trainer lets a person turn. */
    public List<String> dials() {
        return about().commands().stream()
                .filter(command -> command.startsWith(SET))
                .map(command -> command.substring(SET.length()))
                .toList();
    }

    /** Whether the trainer obeys that command: {@code pause}, {@code set:DIAL}. */
    public boolean takes(String command) {
        return about().commands().contains(command);
    }

    /** Whether the run has said anything of itself. */
    public boolean isDescribed() {
        return !said.isNothing();
    }

    /** The names of all metrics, in order of first appearance. */
    public List<String> metrics() {
        return training.index().names();
    }

    /** Whether a metric has that name. */
    public boolean hasMetric(String name) {
        return training.index().place(name) >= 0;
    }

    /** The same with what they mean. */
    public List<Metric> meanings() {
        return training.index().metrics();
    }

    /** The same by what belongs on one chart, in the order in which a screen wants it. */
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
        Series steps = series(training.steps().now(training.index()), name);
        return steps.isEmpty() ? rowSeries(name) : steps;
    }

    /**
     * A metric over the rows alone. A name may stand in both kinds of lines with another meaning in each, as an epoch's
     * {@code lr} is the rate after its last step.
     */
    public Series rowSeries(String name) {
        return series(training.rowSeries(), name);
    }

    private Series series(SeriesSet from, String name) {
        Curve curve = from.curve(training.index().place(name));
        return curve.isEmpty() ? Series.NONE : new Series(name, curve);
    }

    /** The validations, be it in lines of steps, and the epochs that are over. */
    public Rows rows() {
        return training.rows();
    }

    /** The metric that says which row is the best; null if nobody can say. */
    public Goal goal() {
        return about().goal() != null ? about().goal() : training.index().goal();
    }

    /** The best row: the one that the log called so last; where it says of none, by the goal. Null if there is none. */
    public Measured best() {
        Goal goal = rows().size() == 0 ? null : goal();
        if (rows().sayWhichIsBest()) {
            return rows().calledBest(goal == null ? "" : goal.metric());
        }
        return goal == null || goal.better() == null ? null : rows().best(goal.metric(), goal.better());
    }

    /** The gradient norm's largest value since the epoch of the last step began; NaN before the first step. */
    public double epochNorm() {
        return training.progress().epochNorm();
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
        return training.progress().step() >= 0;
    }

    /** The step that charts begin at: 0 where something was measured before the first update, else 1. */
    public long firstStep() {
        return training.progress().hasZero() ? 0 : 1;
    }

    /** The last step done, 0 before the first. */
    public long lastStep() {
        return Math.max(0, training.progress().step());
    }

    /** How fast the run is, in the unit of {@link #speedMetric}: a mean over the last steps; 0 where unknown. */
    public double itemsPerS() {
        return pace.speed().mean().value();
    }

    /** The name of the metric that says so; empty where there is none. */
    public String speedMetric() {
        return pace.speed().metric();
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

    /** The same, of events that are no reading of the machine. */
    public long progressMs() {
        return heard.progressMs();
    }

    /** How long nobody trained since the first event, in milliseconds: between a death and the resumption after it. */
    public long idleMs() {
        return heard.idleMs();
    }

    /** Whether an end is in the log. */
    public boolean isOver() {
        return phase.ended() != null;
    }

    /** With what it ended; empty while no end is in the log. */
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
                && (isLastNotFinite(series(OwnMetrics.LOSS))
                        || isLastNotFinite(series(OwnMetrics.GRAD_NORM))
                        || isLastNotFinite(rowSeries(OwnMetrics.VAL_LOSS)));
    }

    private boolean isLastNotFinite(Series series) {
        return series.lastStep() == training.progress().step() && !series.isEmpty() && !Double.isFinite(series.last());
    }

    /** How many epochs are over; 0 where none is, or the log has none. */
    public int epochsDone() {
        for (int i = rows().size() - 1; i >= 0; i--) {
            Measured row = rows().list().get(i);
            if (row.kind() == Measured.Kind.EPOCH && row.epoch() > 0) {
                return (int) row.epoch();
            }
        }
        return 0;
    }

    /** The epoch of the last step as the log has it, which may be a fraction; NaN where unknown. */
    public double lastEpoch() {
        return training.progress().epoch();
    }

    /** The epoch under way, from 1, or the last one begun when the run is over; 0 where unknown. */
    public int epoch() {
        int begun = (int) Math.max(0, Math.ceil(training.progress().epoch()));
        int done = epochsDone();
        return !isDescribed() || isOver() || done + 1 > plan().epochs()
                ? Math.max(begun, done)
                : Math.max(begun, done + 1);
    }
}
