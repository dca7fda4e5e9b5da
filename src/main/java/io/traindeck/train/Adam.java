package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) as {@code torch.optim} has them, with decay for
 * tensors of two or more dimensions only: gains and biases are left alone.
 *
 * <p>The moments are kept by parameter name, so that a checkpoint can hold them. DJL's own optimizer keys them by
 * random ids and decays everything.
 */
final class Adam implements Optimizer {
    private static final float BETA2 = 0.999f;
    private static final double EPSILON = 1e-8;
    private static final float NO_ELEMENTWISE_CLIP = -1;

    private final Map<String, NDArray> parameters;
    private final Map<String, NDArray> firstMoments = new LinkedHashMap<>();
    private final Map<String, NDArray> secondMoments = new LinkedHashMap<>();
    private final boolean decoupled;
    private final RateShare share;
    private float weightDecay;

    /** @param manager the manager in which the moments live */
    Adam(Map<String, NDArray> parameters, Dials dials, NDManager manager) {
        this.parameters = parameters;
        this.decoupled = dials.updates().optimizer() != Dials.OptimizerKind.ADAM;
        this.weightDecay = (float) dials.updates().weightDecay();
        this.share = RateShare.of(dials);
        parameters.forEach((name, parameter) -> {
            firstMoments.put(name, manager.zeros(parameter.getShape()));
            secondMoments.put(name, manager.zeros(parameter.getShape()));
        });
    }

    @Override
    public void decay(double newWeightDecay) {
        weightDecay = (float) newWeightDecay;
    }

    @Override
    public void step(Map<String, NDArray> gradients, float scale, int update, double lr, double beta1) {
        // Computed from the float betas that the kernel uses: at the first step 1 - 0.999f is not 1 - 0.999.
        double correction1 = 1 - Math.pow((float) beta1, update);
        double correction2 = Math.sqrt(1 - Math.pow(BETA2, update));
        // The kernel adds epsilon before the second moment is corrected, PyTorch after it.
        float epsilon = (float) (EPSILON * correction2);
        parameters.forEach((name, parameter) -> {
            double own = share.of(lr, name);
            boolean decays = parameter.getShape().dimension() >= 2;
            parameter
                    .getNDArrayInternal()
                    .adamUpdate(
                            new NDList(parameter, gradients.get(name), firstMoments.get(name), secondMoments.get(name)),
                            new NDList(parameter),
                            (float) own,
                            (float) (own * correction2 / correction1),
                            decays ? weightDecay : 0,
                            scale,
                            NO_ELEMENTWISE_CLIP,
                            (float) beta1,
                            BETA2,
                            epsilon,
                            true,
                            decoupled);
        });
    }

    /** The moments by PyTorch's names: {@code exp_avg/PARAMETER} and {@code exp_avg_sq/PARAMETER}. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        firstMoments.forEach((name, moment) -> state.put("exp_avg/" + name, moment));
        secondMoments.forEach((name, moment) -> state.put("exp_avg_sq/" + name, moment));
        return state;
    }
}
