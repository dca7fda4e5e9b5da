package io.traindeck.train;

import io.traindeck.event.BestBefore;
import io.traindeck.event.Description;
import io.traindeck.event.Dial;
import io.traindeck.event.Goal;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.model.Torch;
import io.traindeck.text.Numbers;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures and words in which a run reports its start and its end. */
final class RunReport {
    private static final Goal GOAL = new Goal(OwnMetrics.VAL_ACC, Goal.Better.HIGHER);

    /** The commands that {@link ControlDesk} obeys. */
    private static final Set<String> OBEYED = Stream.concat(
                    Stream.of("pause", "checkpoint", "stop", "park"),
                    Arrays.stream(Dial.values()).map(dial -> "set:" + dial.word()))
            .collect(Collectors.toUnmodifiableSet());

    /** The dials that the plan holds. */
    private static final Set<Dial> PLANNED = EnumSet.of(Dial.EPOCHS, Dial.PATIENCE, Dial.CLIP, Dial.MAX_LR);

    private final TrainingSetup setup;

    RunReport(TrainingSetup setup) {
        this.setup = setup;
    }

    /** Returns the event of a run that begins with these dials. */
    TrainEvent.RunStarted started(Network network, DialsInForce dials, long timeMs) {
        return started(network, dials, timeMs, null);
    }

    /**
     * Returns the event of a run that goes on, or of a branch that begins. A branch first tells the dials that its
     * parent had so far; the turns since then are told next.
     */
    TrainEvent goesOn(Network network, DialsInForce dials, long timeMs, TrainingSetup.Resume resume, LoopState loop) {
        if (resume.parent() != null) {
            TrainEvent.RunStarted started =
                    started(network, dials.beforeTurns(), timeMs, new TrainEvent.Parent(resume.parent(), loop.step()));
            return loop.best().exists() ? with(BestBefore.FACT, BestBefore.text(best(loop)), started) : started;
        }
        String file = resume.checkpoint().map(CheckpointKeeper::nameInRun).orElse("");
        return new TrainEvent.RunResumed(timeMs, loop.step(), loop.epoch(), file);
    }

    private static TrainEvent.RunStarted with(String fact, String value, TrainEvent.RunStarted started) {
        Description more = Description.of(Plan.UNKNOWN, Map.of(fact, value));
        return new TrainEvent.RunStarted(
                started.timeMs(), started.run(), started.about().and(more), started.parent());
    }

    private TrainEvent.RunStarted started(
            Network network, DialsInForce inForce, long timeMs, TrainEvent.Parent parent) {
        Dials dials = inForce.dials();
        Torch torch = network.torch();
        Plan plan = new Plan(
                0,
                dials.length().epochs(),
                setup.stepsPerEpoch(),
                dials.length().patience(),
                dials.updates().clip(),
                dials.rate().maxLr(),
                dials.rate().schedule().toString());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("recipe", setup.recipe());
        facts.put("data", setup.data().name());
        facts.put("train_images", String.valueOf(setup.data().train().size()));
        facts.put("val_images", String.valueOf(setup.data().validation().size()));
        facts.put("classes", String.valueOf(setup.data().classNames().size()));
        facts.put("batch_size", String.valueOf(dials.length().batchSize()));
        facts.put("parameters", String.valueOf(network.model().parameterCount()));
        facts.put("device", torch.device());
        facts.put("threads", String.valueOf(torch.threads()));
        facts.put("seed", String.valueOf(dials.seed()));
        for (Dial dial : Dial.values()) {
            if (!PLANNED.contains(dial)) {
                facts.put(dial.word(), inForce.text(dial));
            }
        }
        facts.putAll(dials.extras().on());
        inForce.courseFact().ifPresent(course -> facts.put("course", course));
        return new TrainEvent.RunStarted(timeMs, setup.run(), new Description(plan, GOAL, OBEYED, facts), parent);
    }

    /**
     * Returns the event of an epoch that is trained and validated.
     *
     * @param done the state of the loop before the validation
     * @param best the best epoch now
     * @param lr the rate that the next step would use
     * @param seconds the time of training and validation, without the time spent paused
     */
    TrainEvent.Measured epoch(
            long timeMs, LoopState done, LoopState.Best best, Evaluation evaluation, double lr, double seconds) {
        LoopState.Sums sums = done.sums();
        OwnMetrics.Scores scores = new OwnMetrics.Scores(
                sums.loss() / sums.images(),
                (double) sums.correct() / sums.images(),
                evaluation.loss(),
                evaluation.accuracy());
        TrainEvent.Measured epoch = OwnMetrics.epoch(
                timeMs,
                done.epoch(),
                done.step(),
                scores,
                lr,
                new OwnMetrics.Norms(sums.gradNorm() / done.batch(), sums.gradNormMax()),
                seconds,
                best.badEpochs());
        return evaluation.flipAccuracy().isPresent()
                ? OwnMetrics.withFlip(epoch, evaluation.flipAccuracy().getAsDouble())
                : epoch;
    }

    /** Returns the event of the end of a run, with the best epoch. */
    TrainEvent.RunEnded ended(long timeMs, EndReason reason, LoopState loop, String message) {
        return new TrainEvent.RunEnded(timeMs, reason, loop.step(), best(loop), message);
    }

    private TrainEvent.Best best(LoopState loop) {
        LoopState.Best best = loop.best();
        long step = best.step(setup.stepsPerEpoch(), loop.step());
        return new TrainEvent.Best(OwnMetrics.VAL_ACC, best.valAcc(), step, best.epoch());
    }

    /** Returns why a step could not be done, and what to do about it. */
    String notFinite(TrainStep.Result result, LoopState loop, DialsInForce dials) {
        String what = Double.isFinite(result.loss())
                ? "the gradient norm became " + result.gradNorm()
                : "the loss became " + result.loss();
        return diverged(what + " at step " + (loop.step() + 1) + " (epoch " + loop.epoch() + ")", dials);
    }

    /** Returns why nothing of what a step left behind may be kept, and what to do about it. */
    String notFinite(NotFiniteException broken, LoopState loop, DialsInForce dials) {
        return diverged(broken.getMessage() + " after step " + loop.step(), dials);
    }

    private String diverged(String what, DialsInForce dials) {
        boolean saved = Files.exists(setup.saving().checkpoints().resolve(CheckpointWriter.LAST_FILE));
        return what + ", " + (saved ? "the last checkpoint is kept" : "before the first checkpoint")
                + "; try a lower --max-lr" + (dials.dials().updates().clip() > 0 ? "" : " or clipping with --clip 1");
    }

    /** Returns why a dial cannot be turned, and which dials can. */
    String noDial(Request.Setting setting) {
        boolean fixed = setup.fingerprint().containsKey(setting.dial())
                || Extras.names().contains(setting.dial());
        String dials = Arrays.stream(Dial.values()).map(Dial::word).collect(Collectors.joining(", "));
        return (fixed ? setting.dial() + " is fixed when a run starts" : "there is no dial " + setting.dial())
                + "; those that turn are " + dials;
    }

    /** Returns the last line of a run that did not fail. */
    String lastWords(EndReason reason, LoopState loop, DialsInForce dials, Optional<Control.Terminate> termination) {
        String best = !loop.best().exists()
                ? noBest(loop)
                : "best " + Numbers.percent(loop.best().valAcc()) + " at epoch "
                        + loop.best().epoch();
        return switch (reason) {
            case COMPLETED ->
                "completed " + Numbers.counted(dials.dials().length().epochs(), "epoch") + " (" + best + ")";
            case EARLY_STOP -> "early stop at epoch " + (loop.epoch() - 1) + " (" + best + ")";
            case STOPPED -> "stopped at step " + loop.step() + " (" + best + ")";
            case PARKED -> "parked at step " + loop.step() + " (" + best + ")";
            case TERMINATED ->
                "terminated by " + termination.map(Control.Terminate::signal).orElse("a signal") + " at step "
                        + loop.step() + " (" + best + ")";
            case FAILED -> throw new IllegalArgumentException("a failure tells its own reason");
        };
    }

    private static String noBest(LoopState loop) {
        return loop.epoch() > 1 ? "no epoch had a finite val_loss" : "no epoch finished";
    }
}
