package io.traindeck.listen;

import ai.djl.training.Trainer;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/** Keeps the parameters of a trainer as they are now, among the checkpoints of its run. */
final class KeptParameters {
    private static final double NANOS = 1e9;

    private final RunFolder run;
    private final Consumer<TrainEvent> events;

    /** @param events is given each checkpoint */
    KeptParameters(RunFolder run, Consumer<TrainEvent> events) {
        this.run = run;
        this.events = events;
    }

    /**
     * Writes the parameters.
     *
     * @param progress what they have gone through
     * @param epoch the epoch that is under way
     * @return the file, relative to the run folder
     */
    String save(Trainer trainer, Progress progress, int epoch) throws IOException {
        long start = System.nanoTime();
        String name = String.format(Locale.ROOT, "step-%08d.safetensors", progress.step());
        long bytes = ParameterFile.write(
                run.checkpoints().resolve(name), trainer.getModel().getBlock().getParameters(), progress.metadata());
        String inRun = "checkpoints/" + name;
        events.accept(new TrainEvent.Checkpoint(
                System.currentTimeMillis(),
                CheckpointKind.KEY,
                inRun,
                progress.step(),
                epoch,
                bytes,
                (System.nanoTime() - start) / NANOS));
        return inRun;
    }
}
