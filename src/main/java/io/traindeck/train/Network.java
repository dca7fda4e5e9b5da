package io.traindeck.train;

import ai.djl.ndarray.NDManager;
import io.traindeck.data.DataSet;
import io.traindeck.data.Draws;
import io.traindeck.data.Normalisation;
import io.traindeck.data.PatchMoments;
import io.traindeck.model.Architecture;
import io.traindeck.model.CifarCnn;
import io.traindeck.model.InitialWeights;
import io.traindeck.model.Torch;

/**
 * A network on its device, with the tensors that turn batches into its input.
 *
 * @param manager owns every tensor here; more of them may be made in it
 */
record Network(Torch torch, NDManager manager, CifarCnn model, BatchTensors tensors) implements AutoCloseable {
    /** Returns the network of a run as it is before the first step. */
    static Network of(TrainingSetup setup, Torch torch) {
        DataSet data = setup.data();
        Architecture architecture = setup.dials().architecture(data.classNames().size());
        Network network = of(architecture, setup.dials().seed(), data.normalisation(), torch);
        if (setup.dials().extras().initial().diracInit()) {
            InitialWeights.makeDirac(network.model());
        }
        if (setup.dials().extras().initial().whiteningInit()) {
            InitialWeights.makeWhitening(network.model(), PatchMoments.of(data.train(), data.normalisation()));
        }
        return network;
    }

    /** @param seed decides the initial weights */
    static Network of(Architecture architecture, long seed, Normalisation normalisation, Torch torch) {
        NDManager manager = torch.newManager();
        var draws = Draws.at(seed, Draws.Purpose.INITIALISATION, 0, 0);
        CifarCnn model = new CifarCnn(architecture, manager, draws);
        return new Network(torch, manager, model, new BatchTensors(normalisation, manager));
    }

    /** Returns another model on this network's device, with its input. */
    Network with(CifarCnn other) {
        return new Network(torch, manager, other, tensors);
    }

    /** Frees the tensors. */
    @Override
    public void close() {
        model.close();
        manager.close();
    }
}
