package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stochastic gradient descent with Nesterov's momentum (Sutskever et al. 2013) as {@code torch.optim.SGD(nesterov=True)}
 * has it. Decay is added to the gradient, for tensors of two or more dimensions only. Momentum is 0.9; OneCycle moves it
 * between 0.85 and 0.95, as {@code OneCycleLR} does.
 */
final class Sgd implements Optimizer {
    private static final NDIndex EVERYTHING = new NDIndex("...");

    private final Map<String, NDArray> parameters;
    private final Map<String, NDArray> velocities = new LinkedHashMap<>();
    private final RateShare share;
    private double weightDecay;

    /** @param manager the manager in which the velocities live */
    Sgd(Map<String, NDArray> parameters, Dials dials, NDManager manager) {
        this.parameters = parameters;
        this.weightDecay = dials.updates().weightDecay();
        this.share = RateShare.of(dials);
        parameters.forEach((name, parameter) -> velocities.put(name, manager.zeros(parameter.getShape())));
    }

    @Override
    public void decay(double newWeightDecay) {
        weightDecay = newWeightDecay;
    }

    @Override
    public void step(Map<String, NDArray> gradients, float scale, int update, double lr, double momentum) {
        parameters.forEach((name, parameter) -> {
            NDArray gradient = gradients.get(name).muli(scale);
            if (weightDecay > 0 && parameter.getShape().dimension() >= 2) {
                try (NDArray decay = parameter.mul(weightDecay)) {
                    gradient.addi(decay);
                }
            }
            NDArray velocity = velocities.get(name).muli(momentum).addi(gradient);
            try (NDArray ahead = velocity.mul(momentum)) {
                parameter.subi(gradient.addi(ahead).muli(share.of(lr, name)));
            }
            gradient.set(EVERYTHING, 0);
        });
    }

    /** The velocities by PyTorch's name: {@code momentum_buffer/PARAMETER}. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        velocities.forEach((name, velocity) -> state.put("momentum_buffer/" + name, velocity));
        return state;
    }
}
