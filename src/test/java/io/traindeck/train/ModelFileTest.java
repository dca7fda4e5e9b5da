package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.data.DataSet;
import io.traindeck.model.Architecture;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.StateDictFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights from a run and from elsewhere, the network read off their shapes, and the files that are refused. */
class ModelFileTest {
    private static final List<Integer> WIDTHS = List.of(3, 4);
    private static final int HIDDEN = 5;
    private static final int CLASSES = 10;

    @TempDir
    private Path folder;

    private final DataSet data = TinyRun.data(1, TinyRun.VALIDATION_IMAGES);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNetworkIsReadOffTheShapesOfAFileWithoutMetadata(boolean batchNorm) throws Exception {
        ModelFile weights = ModelFile.read(stateDict(batchNorm).write(file()));

        Architecture architecture = weights.architecture();
        assertThat(architecture).isEqualTo(new Architecture(WIDTHS, HIDDEN, CLASSES, batchNorm));
        assertThat(weights.origin())
                .isEqualTo(new ModelFile.Origin(Optional.empty(), Optional.empty(), Optional.empty()));
        ModelEvaluator.Result result = evaluate(weights, architecture);
        assertThat(result.confusion().images()).isEqualTo(TinyRun.VALIDATION_IMAGES);
        assertThat(result.loss()).isFinite();
    }

    @Test
    void theNumbersAreThoseOfTheTrainersValidationToTheBit() throws Exception {
        TinyRun run = new TinyRun(folder);
        List<OwnEpoch> epochs = run.start().all(OwnEpoch.class);
        OwnEpoch best = epochs.stream()
                .filter(OwnEpoch::best)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        OwnEpoch last = epochs.get(TinyRun.EPOCHS - 1);

        ModelFile bestFile = ModelFile.read(run.best());
        assertThat(bestFile.origin())
                .isEqualTo(
                        new ModelFile.Origin(Optional.of(best.epoch()), Optional.empty(), Optional.of(best.valAcc())));
        assertSame(bestFile, best);

        ModelFile lastFile = ModelFile.read(run.last());
        assertThat(lastFile.origin())
                .isEqualTo(new ModelFile.Origin(
                        Optional.of(last.epoch()),
                        Optional.of(last.step()),
                        last.best() ? Optional.of(last.valAcc()) : Optional.empty()));
        assertSame(lastFile, last);
    }

    private void assertSame(ModelFile weights, OwnEpoch epoch) throws Exception {
        ModelEvaluator.Result result = evaluate(weights, weights.architecture());
        assertThat(result.confusion().accuracy()).isEqualTo(epoch.valAcc());
        assertThat(result.loss()).isEqualTo(epoch.valLoss());
    }

    @Test
    void weightsFromTheMiddleOfAnEpochAreOfThatEpochAndNotValidated() throws Exception {
        TinyRun run = new TinyRun(folder);
        run.start((event, controls) -> {
            if (OwnStep.of(event)
                    .filter(step -> step.step() == TinyRun.STEPS_PER_EPOCH + 2)
                    .isPresent()) {
                controls.add(new Control.Terminate("TERM"));
            }
        });
        assertThat(ModelFile.read(run.last()).origin())
                .isEqualTo(new ModelFile.Origin(
                        Optional.of(2), Optional.of(TinyRun.STEPS_PER_EPOCH + 2), Optional.empty()));
    }

    @Test
    void progressCountsTheImages() throws Exception {
        ModelFile weights = ModelFile.read(stateDict(true).write(file()));
        List<Integer> done = new ArrayList<>();
        ModelEvaluator.evaluate(weights, weights.architecture(), data, false, TinyRun.torch(), done::add);
        assertThat(done).containsExactly(256, TinyRun.VALIDATION_IMAGES);
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedWithTheTensorAndBothShapes() throws Exception {
        Architecture other = new Architecture(WIDTHS, HIDDEN + 1, CLASSES, true);
        ModelFile weights = ModelFile.read(stateDict(true).write(file()));
        assertThatThrownBy(() -> evaluate(weights, other))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("checkpoint " + file()
                        + " is refused: it is of another network: head.1.weight should be [6, 256] and is [5, 256]");
    }

    @Test
    void shapesOfNoNetworkAreRefused() throws Exception {
        assertRefused(
                stateDict(true).without("head.4.weight"),
                "it is of another network: head.4.weight should have 1 to 65536 rows and is missing");
        assertRefused(
                stateDict(true).without("features.0.3.weight"),
                "it is of another network: features.0.3.weight should be [3, 3, 3, 3] and is missing");
        assertRefused(
                stateDict(true).with("features.0.0.weight", 3, 3, 5, 5),
                "it is of another network: features.0.0.weight should be [3, 3, 3, 3] and is [3, 3, 5, 5]");
        assertRefused(
                stateDict(false).with("features.1.1.weight", 4),
                "it is of another network: it holds features.1.1.weight, which this one lacks");
        assertRefused(
                stateDict(false).with("features.0.0.weight"),
                "it is of another network: features.0.0.weight should have 1 to 65536 rows and is []");
        assertRefused(
                stateDict(false).with("features.0.0.weight", 70_000, 0),
                "it is of another network: features.0.0.weight should have 1 to 65536 rows and is [70000, 0]");
        // A tensor without a number may claim any shape: nothing is made that is as large.
        assertRefused(
                stateDict(false).with("head.1.weight", 65_536, 0).with("features.1.0.weight", 65_536, 0),
                "its shapes are of a network of ");
    }

    private void assertRefused(StateDictFile weights, String reason) throws IOException {
        Path file = weights.write(file());
        assertThatThrownBy(() -> {
                    ModelFile read = ModelFile.read(file);
                    evaluate(read, read.architecture());
                })
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("checkpoint " + file + " is refused: " + reason);
    }

    private ModelEvaluator.Result evaluate(ModelFile weights, Architecture architecture) throws Exception {
        return ModelEvaluator.evaluate(weights, architecture, data, false, TinyRun.torch(), done -> {});
    }

    private static StateDictFile stateDict(boolean batchNorm) {
        return new StateDictFile(WIDTHS, HIDDEN, CLASSES, batchNorm);
    }

    private Path file() {
        return folder.resolve("weights.safetensors");
    }
}
