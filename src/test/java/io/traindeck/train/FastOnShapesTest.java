package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.data.Shapes;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.train.Dials.Layers;
import io.traindeck.train.Dials.Length;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe for short trainings, with a smaller network in the few seconds that a test has. */
class FastOnShapesTest {
    private static final int IMAGES = 2000;
    private static final int EPOCHS = 5;
    private static final int BATCH_SIZE = 40;

    @TempDir
    Path folder;

    /** One in ten is chance. */
    @Test
    void fewEpochsAreEnoughToTellMostShapes() throws CheckpointException {
        double fast = accuracy(Recipe.FAST);

        assertThat(fast).isGreaterThan(0.6);
    }

    private double accuracy(Recipe recipe) throws CheckpointException {
        Dials dials =
                recipe.dials(1).with(new Length(EPOCHS, BATCH_SIZE, 0)).with(new Layers(List.of(8, 16, 32), 64, true));
        TinyRun run = new TinyRun(folder.resolve(recipe.toString()))
                .with(dials)
                .with(Shapes.generate(0).limit(IMAGES));
        List<Measured> epochs = run.start().all(Measured.class).stream()
                .filter(measured -> measured.kind() == Measured.Kind.EPOCH)
                .toList();
        assertThat(epochs).hasSize(EPOCHS);
        return epochs.get(EPOCHS - 1).values().get(OwnMetrics.VAL_ACC);
    }
}
