package io.traindeck.train;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.model.Torch;
import io.traindeck.text.Numbers;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;

/** The figures and words by which a run tells of itself as it starts and as it ends. */
final class RunReport {
    private final TrainingSetup setup;

    RunReport(TrainingSetup setup) {
        this.setup = setup;
    }

    TrainEvent.RunStarted started(Network network, long timeMs) {
        Dials dials = setup.dials();
        Torch torch = network.torch();
        return new TrainEvent.RunStarted(
                timeMs,
                TrainEvent.SCHEMA,
                setup.run(),
                setup.recipe(),
                setup.data().name(),
                setup.data().train().size(),
                setup.data().validation().size(),
                setup.data().classNames().size(),
                dials.epochs(),
                setup.stepsPerEpoch(),
                dials.batchSize(),
                network.model().parameterCount(),
                torch.device(),
                torch.threads(),
                dials.seed(),
                dials.clip(),
                dials.patience(),
                dials.maxLr(),
                dials.schedule().toString());
    }

    /** Why a step could not be done, and what to do about it. */
    String notFinite(TrainStep.Result result, LoopState loop) {
        String what = Double.isFinite(result.loss())
                ? "the gradient norm became " + result.gradNorm()
                : "the loss became " + result.loss();
        boolean saved = Files.exists(setup.checkpoints().resolve(CheckpointWriter.LAST_FILE));
        return what + " at step " + (loop.step() + 1) + " (epoch " + loop.epoch() + "), "
                + (saved ? "the last checkpoint is kept" : "before the first checkpoint")
                + "; try a lower --max-lr or clipping with --clip 1";
    }

    /** The last line of a run that did not fail. */
    String ended(EndReason reason, LoopState loop, Optional<Control.Terminate> termination) {
        String best = !loop.best().exists()
                ? "no epoch finished"
                : String.format(
                        Locale.ROOT,
                        "best %s %% at epoch %d",
                        Numbers.fixed(100 * loop.best().valAcc(), 2),
                        loop.best().epoch());
        return switch (reason) {
            case COMPLETED -> "completed " + setup.dials().epochs() + " epochs (" + best + ")";
            case EARLY_STOP -> "early stop at epoch " + (loop.epoch() - 1) + " (" + best + ")";
            case STOPPED -> "stopped at step " + loop.step() + " (" + best + ")";
            case TERMINATED ->
                "terminated by " + termination.map(Control.Terminate::signal).orElse("a signal") + " at step "
                        + loop.step() + " (" + best + "); go on with: traindeck resume " + setup.run();
            case FAILED -> throw new IllegalArgumentException("a failure tells its own reason");
        };
    }
}
