package io.traindeck.listen;

import ai.djl.training.Trainer;
import io.traindeck.event.Command;
import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.RunException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A training as its run folder has it: how far it has come, what is logged of that, what it is told, and how it ends. One
 * thread trains; the program may end on another.
 */
final class ListenedTraining {
    private final Map<String, String> environment;
    private final int epochs;
    private final CommandDesk desk;
    private final ListenedRun run;
    private final KeptParameters kept;
    private final ProgramExit exit;
    private final Object endOnce = new Object();

    private volatile Progress progress = Progress.NONE;
    private volatile boolean begun;
    private boolean ended;
    private Optional<SavedStart> resumed = Optional.empty();
    private String goal = "";

    /**
     * Makes or finds the run folder.
     *
     * @param environment the environment of this process
     * @param epochs the planned number of epochs; 0 if unknown
     */
    ListenedTraining(Map<String, String> environment, Path runs, String name, int epochs) throws RunException {
        this.environment = environment;
        this.epochs = epochs;
        desk = new CommandDesk(this::publish);
        run = ListenedRun.of(environment, runs, name, desk::take, desk::obeys);
        kept = new KeptParameters(run.folder(), this::publish);
        exit = new ProgramExit(this::programEnds);
    }

    ListenedRun run() {
        return run;
    }

    Progress progress() {
        return progress;
    }

    /** Lets the run be parked, from now on. */
    void parks() {
        desk.parks();
    }

    /** The command that was given to end the run, stop or park; empty if there was none. */
    Optional<Command> told() {
        return desk.end();
    }

    // --- Its beginning ---

    /** Goes on from a saved file, if there is one and the training has not begun; returns the file. */
    Optional<Path> resume() {
        if (resumed.isEmpty() && !begun) {
            resumed = SavedStart.of(environment);
            resumed.ifPresent(start -> progress = start.progress());
        }
        return resumed.map(SavedStart::file);
    }

    /** Writes the beginning of the log, once: the parameters are not there before. */
    void begin(Trainer trainer) {
        if (!begun) {
            begin(TrainerFacts.of(trainer));
        }
    }

    private void begin(Map<String, String> facts) {
        synchronized (run) {
            if (!begun) {
                begun = true;
                Description about = new Description(Plan.of(0, epochs, 0), null, desk.obeyed(), facts);
                publish(new TrainEvent.RunStarted(
                        System.currentTimeMillis(), run.folder().name(), about, null));
                resumed.ifPresent(start -> start.tell(run.folder(), this::publish));
            }
        }
    }

    // --- Its course ---

    /** Logs one more step. */
    void step(Map<String, Double> values) {
        Progress now = progress.afterStep();
        publish(
                now,
                new Measured(
                        System.currentTimeMillis(),
                        Measured.Kind.STEP,
                        now.step(),
                        now.epochs() + 1,
                        null,
                        Evaluations.of(values)));
    }

    /** Logs that the validation of this epoch begins. */
    void validates() {
        publish(new TrainEvent.Validating(System.currentTimeMillis(), progress.epochs() + 1));
    }

    /** Logs that an epoch is over. */
    void epoch(Map<String, Double> values) {
        String metric = values.containsKey("val_" + Evaluations.LOSS) ? "val_loss" : "train_loss";
        Progress now = progress.afterEpoch(metric, values.get(metric));
        tellGoal(metric);
        publish(
                now,
                new Measured(
                        System.currentTimeMillis(),
                        Measured.Kind.EPOCH,
                        now.step(),
                        now.epochs(),
                        now.isBestNow(),
                        Evaluations.of(values)));
    }

    /** Logs once by which loss the best epoch is found: whether there is a validation shows at the first epoch's end. */
    private void tellGoal(String metric) {
        if (!metric.equals(goal)) {
            goal = metric;
            Goal byLoss = new Goal(metric, Goal.Better.LOWER);
            publish(new TrainEvent.Described(
                    System.currentTimeMillis(), new Description(Plan.UNKNOWN, byLoss, Set.of(), Map.of())));
        }
    }

    /** Logs something on any thread. */
    void publish(TrainEvent event) {
        run.publish(event);
    }

    /** Logs how far the training has come, in one with it: the last line of the log names the last step there is. */
    private void publish(Progress now, TrainEvent event) {
        synchronized (run) {
            progress = now;
            publish(event);
        }
    }

    /**
     * Obeys what was asked. The parameters must have had the updates of all steps that are logged, and no other.
     *
     * @param epoch the epoch that is under way
     */
    void heed(Trainer trainer, int epoch) {
        desk.heed(progress.step(), () -> kept.save(trainer, progress, epoch));
    }

    /**
     * Does what is to be done before the training leaves its loop because it was told to end, under the same condition
     * as {@link #heed}.
     *
     * @return empty if it can leave; else why it cannot, and then it is not told to end any more
     */
    Optional<String> leave(Trainer trainer, int epoch) {
        return desk.leave(() -> kept.save(trainer, progress, epoch));
    }

    // --- Its end ---

    /**
     * Ends the run, whose trainer is closed.
     *
     * @param unsaved why the parameters could not be saved, for which the loop was left; empty if they were, or need
     *     not be
     */
    void closed(Optional<String> unsaved) {
        end(
                unsaved.isEmpty(),
                ending -> Optional.of(unsaved.map(why -> ending.failed("it could not be parked: " + why))
                        .orElseGet(ending::closed)));
    }

    /** Ends the run, which cannot go on. */
    void failed(String why) {
        begin(Map.of());
        end(false, ending -> Optional.of(ending.failed(why)));
    }

    /** Ends the run, of which the program has found that more epochs are of no use. */
    void early(String why) {
        end(true, ending -> Optional.of(ending.early(why)));
    }

    /**
     * Ends the run of a program that ends before its trainer is closed.
     *
     * @param signal the signal that ends it, such as {@code TERM}; empty if none does
     */
    void programEnds(Optional<String> signal) {
        begin(Map.of());
        end(
                true,
                ending -> signal.isPresent() || ending.isCertain() || !run.isSupervised()
                        ? Optional.of(ending.left(signal))
                        : Optional.empty());
    }

    /**
     * Ends the run, once; another thread that ends it too waits until that is done.
     *
     * @param well whether a command to end it counts as obeyed
     */
    private void end(boolean well, Function<Ending, Optional<TrainEvent.RunEnded>> words) {
        synchronized (endOnce) {
            if (!ended) {
                ended = true;
                exit.forget();
                run.end(() -> desk.ended(well), () -> words.apply(new Ending(progress, epochs, desk.obeyedEnd())));
            }
        }
    }
}
