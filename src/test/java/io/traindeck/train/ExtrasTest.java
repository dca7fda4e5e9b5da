package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.testing.EveryExtra;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.TinyRun.Outcome;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dials that are off unless they are asked for. */
class ExtrasTest {
    private static final int MANY_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void nothingIsOnUnlessItIsAskedFor() {
        assertThat(Extras.OFF.on()).isEmpty();
        assertThat(EveryExtra.ON.on().keySet()).isEqualTo(Extras.names());
        for (Recipe recipe : List.of(Recipe.UPGRADED, Recipe.BASELINE, Recipe.VANILLA)) {
            assertThat(recipe.dials(1).extras()).isEqualTo(Extras.OFF);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-0.1 | 0 | 0 | --label-smoothing must be 0 (off) or more and below 1, not -0.1",
                "1 | 0 | 0 | --label-smoothing must be 0 (off) or more and below 1, not 1.0",
                "0 | 1 | 0 | --warmup must be 0 (off) or more and below 1, not 1.0",
                "0 | NaN | 0 | --warmup must be 0 (off) or more and below 1, not NaN",
                "0 | 0 | 1 | --ema must be 0 (off) or more and below 1, not 1.0",
            })
    void anImpossibleExtraIsRefused(double labelSmoothing, double warmup, double ema, String line) {
        assertThatThrownBy(() -> Extras.OFF
                        .withLabelSmoothing(labelSmoothing)
                        .withWarmup(warmup)
                        .withEma(ema))
                .hasMessage(line);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 11, Double.NaN})
    void anImpossibleRateOfTheHiddenLayerIsRefused(double share) {
        assertThatThrownBy(() -> Extras.OFF.withHiddenLr(share))
                .hasMessage("--hidden-lr must be above 0 and at most 10, not " + share);
    }

    /** Each optimizer gives the hidden layer its share, and all other layers the whole rate. */
    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void theHiddenLayerMovesByItsShareOfTheRate(OptimizerKind kind) throws CheckpointException {
        Dials dials = TinyRun.dials(1, 0, 1, kind);
        Map<String, Double> whole = moved(dials.with(Extras.OFF));
        Map<String, Double> shared = moved(dials.with(Extras.OFF.withHiddenLr(0.5)));
        whole.forEach((name, distance) -> assertThat(shared.get(name))
                .as(name)
                .isCloseTo(name.startsWith("head.1.") ? distance / 2 : distance, within(1e-3 * distance)));
    }

    /** Returns how far each parameter is moved by an update with gradients of 1. */
    private static Map<String, Double> moved(Dials dials) {
        try (NDManager manager = TinyRun.torch().newManager()) {
            Map<String, NDArray> parameters = new LinkedHashMap<>();
            for (String name : List.of("features.0.0.weight", "head.1.weight", "head.1.bias", "head.4.weight")) {
                parameters.put(name, manager.zeros(name.endsWith("bias") ? new Shape(3) : new Shape(3, 5)));
            }
            Map<String, NDArray> gradients = new LinkedHashMap<>();
            parameters.forEach((name, parameter) -> gradients.put(name, parameter.onesLike()));
            Optimizer.of(parameters, dials, manager).step(gradients, 1, 1, 0.01, 0.9);
            Map<String, Double> moved = new LinkedHashMap<>();
            parameters.forEach((name, parameter) ->
                    moved.put(name, (double) parameter.norm().getFloat()));
            assertThat(moved.values()).allMatch(distance -> distance > 0);
            return moved;
        }
    }

    @Test
    void aRunGoesOnOnlyFromACheckpointWithTheSameExtras() throws CheckpointException {
        run(EveryExtra.ON).start();
        assertThatThrownBy(
                        run(Extras.OFF.withLabelSmoothing(0.1).withWarmup(0.2).withEma(0.8))::resume)
                .hasMessageEndingWith("it was made with ema 0.9, this run has ema 0.8");
        run(Extras.OFF.withLabelSmoothing(0.1)).start();
        assertThatThrownBy(run(Extras.OFF)::resume)
                .hasMessageEndingWith("it was made with label_smoothing 0.1, this run is without");
        run(Extras.OFF).start();
        assertThatThrownBy(run(EveryExtra.ON)::resume)
                .hasMessageEndingWith("it was made with label_smoothing unknown, this run has label_smoothing 0.1");
    }

    /** The weights that are trained are in the checkpoint too: the run goes on with these. */
    @Test
    void theAverageOfTheWeightsIsWhatIsValidatedAndKept() throws Exception {
        TinyRun run = run(Extras.OFF.withEma(0.9)).with(TinyRun.dials(1, 0, 1).with(Extras.OFF.withEma(0.9)));
        Outcome outcome = run.start();
        assertThat(tensors(run.best(), "")).isEqualTo(tensors(run.last(), "ema/"));
        assertThat(tensors(run.best(), "")).isEqualTo(tensors(run.last(), "best/"));
        assertThat(tensors(run.best(), "").get("features.0.1.running_mean"))
                .isNotEqualTo(tensors(run.last(), "model/").get("features.0.1.running_mean"));
        assertThat(tensors(run.best(), "").get("features.0.1.num_batches_tracked"))
                .isEqualTo(tensors(run.last(), "model/").get("features.0.1.num_batches_tracked"));

        Measured epoch = outcome.all(Measured.class).stream()
                .filter(measured -> measured.kind() == Measured.Kind.EPOCH)
                .findFirst()
                .orElseThrow();
        for (Path file : new Path[] {run.best(), run.last()}) {
            ModelEvaluator.Result result = evaluated(run, file);
            assertThat(result.loss()).isEqualTo(epoch.values().get("val_loss"));
            assertThat(result.confusion().accuracy()).isEqualTo(epoch.values().get("val_acc"));
        }
    }

    /** Smoothing changes what is trained, and neither what its loss nor what the validation's is called. */
    @Test
    void theLossThatIsLoggedIsWithoutLabelSmoothing() throws CheckpointException {
        Measured plain = firstStep(Extras.OFF);
        Measured smoothed = firstStep(Extras.OFF.withLabelSmoothing(0.5));
        assertThat(smoothed.values().get("loss")).isEqualTo(plain.values().get("loss"));
        assertThat(smoothed.values().get("grad_norm"))
                .isNotEqualTo(plain.values().get("grad_norm"));
    }

    @Test
    void theAccuracyWithMirrorImagesIsLoggedWhereItIsAskedFor() throws CheckpointException {
        assertThat(lastEpoch(EveryExtra.ON).values().names().list())
                .startsWith(OwnMetrics.ofEpochs().toArray(String[]::new))
                .endsWith("val_acc_flip");
        assertThat(lastEpoch(EveryExtra.ON).values().get("val_acc_flip")).isBetween(0.0, 1.0);
        assertThat(lastEpoch(Extras.OFF).values().names().list()).isEqualTo(OwnMetrics.ofEpochs());
    }

    private Measured lastEpoch(Extras extras) throws CheckpointException {
        return run(extras).start().all(Measured.class).stream()
                .filter(measured -> measured.kind() == Measured.Kind.EPOCH)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Test
    void fewerParametersCanBeTrainedWhereTheirAverageTakesRoomToo() {
        Dials large = TinyRun.dials(1, 0, 1).with(TinyRun.layers(1150, 1150));
        assertThat(large.architecture(1).parameters()).isBetween(33_400_000L, Dials.MAX_PARAMETERS);
        assertThatThrownBy(() -> large.with(Extras.OFF.withEma(0.9)))
                .hasMessageEndingWith("at most 33,333,333 can be trained");
    }

    private Measured firstStep(Extras extras) throws CheckpointException {
        return run(extras).start().all(Measured.class).get(0);
    }

    private TinyRun run(Extras extras) {
        return new TinyRun(folder).with(TinyRun.dials(TinyRun.EPOCHS, 0, 1).with(extras));
    }

    private static ModelEvaluator.Result evaluated(TinyRun run, Path file)
            throws CheckpointException, InterruptedException {
        ModelFile weights = ModelFile.read(file);
        return ModelEvaluator.evaluate(
                weights,
                weights.architecture(),
                run.setup(java.util.Optional.empty()).data(),
                false,
                TinyRun.torch(),
                images -> {});
    }

    private static Map<String, ByteBuffer> tensors(Path file, String prefix) throws CheckpointException {
        Safetensors.Contents contents = Safetensors.read(file, MANY_BYTES);
        Map<String, ByteBuffer> tensors = new TreeMap<>();
        contents.tensors().stream()
                .filter(tensor -> tensor.name().startsWith(prefix))
                .forEach(tensor -> tensors.put(tensor.name().substring(prefix.length()), contents.bytes(tensor)));
        return tensors;
    }
}
