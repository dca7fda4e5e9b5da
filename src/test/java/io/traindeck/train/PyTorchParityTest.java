package io.traindeck.train;

import static io.traindeck.train.PyTorchSteps.check;
import static io.traindeck.train.PyTorchSteps.resource;

import ai.djl.ndarray.NDArray;
import io.traindeck.model.Precision;
import io.traindeck.testing.Reference;
import io.traindeck.train.Dials.Layers;
import io.traindeck.train.Dials.Length;
import io.traindeck.train.Dials.OptimizerKind;
import io.traindeck.train.Dials.Regularisation;
import io.traindeck.train.Dials.Updates;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The network and its updates against values that PyTorch itself computed. */
class PyTorchParityTest {
    @Test
    void theLessonsNetworkEqualsPyTorch() throws CheckpointException {
        Path file = Reference.file("cnn.safetensors");
        Dials dials = dials(Recipe.UPGRADED, List.of(8, 16, 32), 32);
        Schedule schedule = new Schedule.OneCycle(3e-3, 20, 0.3);
        check(file, dials, schedule, UnaryOperator.identity());
    }

    @Test
    void theUpgradedNetworkEqualsPyTorch() throws CheckpointException {
        Dials dials = dials(Recipe.UPGRADED, List.of(4, 8), 8);
        check(resource("upgraded"), dials, new Schedule.OneCycle(3e-3, 20, 0.3), UnaryOperator.identity());
    }

    @Test
    void theUpgradedNetworkRunsChannelsLastWithTheSameValues() throws CheckpointException {
        Dials dials = dials(Recipe.UPGRADED, List.of(4, 8), 8);
        UnaryOperator<NDArray> channelsLast = images ->
                images.transpose(0, 2, 3, 1).mul(1).reshape(-1, 32, 32, 3).transpose(0, 3, 1, 2);
        check(resource("upgraded"), dials, new Schedule.OneCycle(3e-3, 20, 0.3), channelsLast);
    }

    @Test
    void theVanillaNetworkEqualsPyTorch() throws CheckpointException {
        Dials dials = dials(Recipe.VANILLA, List.of(4, 8), 8);
        check(resource("vanilla"), dials, new Schedule.Constant(1e-3), UnaryOperator.identity());
    }

    @Test
    void labelSmoothingAndTheAverageOfTheWeightsEqualPyTorch() throws CheckpointException {
        Dials dials = dials(Recipe.UPGRADED, List.of(2, 3), 4)
                .with(Extras.OFF.withLabelSmoothing(0.2).withWarmup(0.2).withEma(0.3));
        Schedule schedule = new Schedule.Linear(3e-3, 20, 0.2);
        check(resource("smoothed_average"), dials, schedule, UnaryOperator.identity());
    }

    @Test
    void bfloat16EqualsAutocast() throws CheckpointException {
        Dials dials =
                dials(Recipe.UPGRADED, OptimizerKind.SGD, List.of(4, 8), 8).with(Extras.OFF.with(Precision.BF16));
        check(resource("bfloat16"), dials, new Schedule.OneCycle(0.1, 20, 0.3), UnaryOperator.identity());
    }

    @Test
    void nesterovsMomentumEqualsPyTorch() throws CheckpointException {
        Dials dials = dials(Recipe.UPGRADED, OptimizerKind.SGD, List.of(2, 3), 4);
        check(resource("sgd"), dials, new Schedule.OneCycle(0.1, 20, 0.3), UnaryOperator.identity());
    }

    /** The hidden linear layer has more columns than rows, the first convolution has more rows. */
    @Test
    void muonEqualsPyTorch() throws CheckpointException {
        Dials dials = dials(Recipe.UPGRADED, OptimizerKind.MUON, List.of(30, 3), 4);
        check(resource("muon"), dials, new Schedule.Constant(3e-3), UnaryOperator.identity());
    }

    /** Its weight is Muon's, its bias AdamW's. */
    @Test
    void aRateOfItsOwnForTheHiddenLayerEqualsPyTorch() throws CheckpointException {
        Dials dials =
                dials(Recipe.UPGRADED, OptimizerKind.MUON, List.of(30, 3), 4).with(Extras.OFF.withHiddenLr(0.3));
        check(resource("hidden_lr"), dials, new Schedule.Constant(3e-3), UnaryOperator.identity());
    }

    /** Returns the recipe's optimizer and clip with the reference's network, dropout off. */
    private static Dials dials(Recipe recipe, List<Integer> widths, int hidden) {
        return dials(recipe, recipe.dials(1).updates().optimizer(), widths, hidden);
    }

    private static Dials dials(Recipe recipe, OptimizerKind optimizer, List<Integer> widths, int hidden) {
        Dials base = recipe.dials(1);
        return base.with(new Length(1, 4, 0))
                .with(new Updates(
                        optimizer, base.updates().weightDecay(), base.updates().clip()))
                .with(new Regularisation(0, 0, false))
                .with(new Layers(widths, hidden, base.layers().batchNorm()));
    }
}
