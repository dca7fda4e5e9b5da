package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Muon (Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks", github.com/KellerJordan/Muon)
 * for the weights of convolutions and hidden linear layers, and AdamW for everything else: biases, gains and the last
 * layer. The weights of a convolution are a matrix with a row for each output channel.
 *
 * <p>The update of a matrix is its momentum with singular values near 1, to which a Newton-Schulz iteration brings them.
 * It is as large as {@code torch.optim.Muon(adjust_lr_fn="match_rms_adamw")} makes it (Liu et al. 2025, "Muon is Scalable
 * for LLM Training"), so that rates and decays that suit AdamW suit both parts. The iteration is computed in 32 bits,
 * not in PyTorch's 16.
 */
final class Muon implements Optimizer {
    private static final NDIndex EVERYTHING = new NDIndex("...");
    private static final double MOMENTUM = 0.95;
    private static final int ITERATIONS = 5;
    private static final double LINEAR = 3.4445;
    private static final double CUBIC = -4.7750;
    private static final double QUINTIC = 2.0315;
    private static final double LEAST_NORM = 1e-7;

    /** The root mean square of AdamW's update at a rate of 1, as Liu et al. measured it. */
    private static final double ADAMW_SIZE = 0.2;

    private final Map<String, NDArray> matrices = new LinkedHashMap<>();
    private final Map<String, NDArray> momenta = new LinkedHashMap<>();
    private final Adam others;
    private final RateShare share;
    private double weightDecay;

    /**
     * @param parameters the parameters, in the order of the layers
     * @param manager the manager in which momenta and moments live
     */
    Muon(Map<String, NDArray> parameters, Dials dials, NDManager manager) {
        this.weightDecay = dials.updates().weightDecay();
        this.share = RateShare.of(dials);
        List<String> weights = parameters.keySet().stream()
                .filter(name -> parameters.get(name).getShape().dimension() >= 2)
                .toList();
        Map<String, NDArray> rest = new LinkedHashMap<>(parameters);
        for (String name : weights.subList(0, weights.size() - 1)) {
            matrices.put(name, rest.remove(name));
            momenta.put(name, manager.zeros(matrices.get(name).getShape()));
        }
        others = new Adam(rest, dials, manager);
    }

    @Override
    public void decay(double newWeightDecay) {
        weightDecay = newWeightDecay;
        others.decay(newWeightDecay);
    }

    @Override
    public void step(Map<String, NDArray> gradients, float scale, int update, double lr, double momentum) {
        matrices.forEach((name, matrix) -> {
            NDArray gradient = gradients.get(name);
            // What is computed from the gradient is freed with it, as soon as the matrix is updated.
            try (NDManager ofMatrix = gradient.getManager().newSubManager()) {
                gradient.attach(ofMatrix);
                update(matrix, momenta.get(name), gradient.muli(scale), share.of(lr, name));
                gradient.set(EVERYTHING, 0);
            }
        });
        others.step(gradients, scale, update, lr, momentum);
    }

    private void update(NDArray matrix, NDArray mean, NDArray gradient, double lr) {
        NDArray news = gradient.mul(1 - MOMENTUM);
        mean.muli(MOMENTUM).addi(news);
        // Nesterov's momentum: the mean as it would be after the same gradient once more.
        try (NDArray ahead = mean.mul(MOMENTUM)) {
            news.addi(ahead);
        }
        Shape shape = matrix.getShape();
        long rows = shape.get(0);
        long columns = shape.size() / rows;
        double size = ADAMW_SIZE * Math.sqrt(Math.max(rows, columns));
        NDArray direction = orthogonal(news.reshape(rows, columns)).reshape(shape);
        matrix.muli(1 - lr * weightDecay).subi(direction.muli(lr * size));
    }

    /**
     * Returns a matrix with the singular vectors of {@code matrix}, whose singular values are all between about 0.7 and
     * 1.2.
     *
     * <p>Each iteration multiplies the matrix by a polynomial of its product with its own transpose. That product is a
     * square of the smaller side, which is often an eighth of the larger one; so the polynomials are multiplied with
     * each other first, and the matrix is multiplied once. This takes less than half of the time, and rounds slightly
     * differently.
     */
    static NDArray orthogonal(NDArray matrix) {
        boolean tall = matrix.getShape().get(0) > matrix.getShape().get(1);
        NDArray x = tall ? matrix.transpose() : matrix;
        x = x.div(x.norm().maximum(LEAST_NORM));
        NDArray linear = x.getManager().eye((int) x.getShape().get(0)).muli(LINEAR);
        NDArray gram = x.matMul(x.transpose());
        NDArray all = polynomial(gram, linear);
        NDArray factor = all;
        for (int i = 1; i < ITERATIONS; i++) {
            gram = factor.matMul(gram).matMul(factor);
            factor = polynomial(gram, linear);
            all = factor.matMul(all);
        }
        x = all.matMul(x);
        return tall ? x.transpose() : x;
    }

    private static NDArray polynomial(NDArray gram, NDArray linear) {
        return gram.matMul(gram).muli(QUINTIC).addi(gram.mul(CUBIC)).addi(linear);
    }

    /** Returns the momenta as {@code momentum_buffer/PARAMETER}, and the moments as {@link Adam#state} has them. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        momenta.forEach((name, momentum) -> state.put("momentum_buffer/" + name, momentum));
        state.putAll(others.state());
        return state;
    }
}
