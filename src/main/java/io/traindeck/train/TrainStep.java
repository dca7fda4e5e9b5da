package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import io.traindeck.data.Batch;
import io.traindeck.data.Draws;
import io.traindeck.model.CifarCnn;
import io.traindeck.train.PhaseTimer.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One optimizer update: forward, loss, backward, global norm, clip, optimizer, and the average of the weights if wanted. */
final class TrainStep {
    /** The number that {@code clip_grad_norm_} adds to the norm before it divides. */
    private static final float CLIP_EPSILON = 1e-6f;

    private final Network network;
    private final Optimizer optimizer;
    private final Optional<WeightAverage> average;
    private final PhaseTimer timer;
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    private Schedule schedule;
    private Dials dials;

    TrainStep(
            Network network,
            Optimizer optimizer,
            Optional<WeightAverage> average,
            Schedule schedule,
            Dials dials,
            PhaseTimer timer) {
        this.network = network;
        this.optimizer = optimizer;
        this.average = average;
        this.schedule = schedule;
        this.dials = dials;
        this.timer = timer;
    }

    /** Makes these dials hold from the next step on. */
    void turn(Dials newDials, Schedule newSchedule) {
        dials = newDials;
        schedule = newSchedule;
        optimizer.decay(newDials.updates().weightDecay());
    }

    /**
     * The findings of a step.
     *
     * @param loss cross-entropy, mean over the batch, before the update and without label smoothing
     * @param correct images whose class had the highest score
     * @param gradNorm the norm before clipping
     * @param updated false if loss or norm was not finite; then no parameter was changed
     */
    record Result(double loss, int correct, double gradNorm, boolean updated) {}

    /**
     * Trains on one batch.
     *
     * @param step updates done before this one
     */
    Result run(Batch batch, int step) {
        try (NDManager stepManager = network.manager().newSubManager()) {
            NDArray images = network.tensors().images(batch, stepManager);
            NDArray labels = network.tensors().labels(batch, stepManager);
            timer.ended(Phase.INPUT);
            return run(images, labels, step);
        }
    }

    /**
     * Trains on images (N, 3, 32, 32) and labels (N) that are tensors already.
     *
     * @param step updates done before this one
     */
    Result run(NDArray images, NDArray labels, int step) {
        NDManager stepManager = images.getManager();
        NDArray logits;
        NDArray loss;
        try (GradientCollector collector = network.torch().recordGradients()) {
            var draws = Draws.at(dials.seed(), Draws.Purpose.DROPOUT, step, 0);
            var mode = new CifarCnn.Mode.Training(
                    draws,
                    dials.regularisation().dropout(),
                    dials.regularisation().headDropout(),
                    dials.extras().precision());
            logits = network.model().forward(images, mode);
            loss = crossEntropy.evaluate(new NDList(labels), new NDList(logits));
            timer.ended(Phase.FORWARD);
            collector.backward(smoothed(loss, logits, dials.extras().labelSmoothing()));
            timer.ended(Phase.BACKWARD);
        }

        Map<String, NDArray> gradients = gradients(stepManager);
        float norm = globalNorm(gradients);
        float lossValue = loss.getFloat();
        timer.ended(Phase.NORM);

        boolean finite = Float.isFinite(lossValue) && Float.isFinite(norm);
        if (finite) {
            optimizer.step(gradients, clipCoefficient(norm), step + 1, schedule.lr(step), schedule.beta1(step));
            average.ifPresent(mean -> mean.update(step + 1));
        }
        int correct = countCorrect(logits, labels);
        timer.ended(Phase.OPTIMIZER);
        return new Result(lossValue, correct, norm, finite);
    }

    /**
     * Returns the loss that is trained on. PyTorch's smoothed target gives each of K classes {@code smoothing / K}, and
     * the rest to the label.
     *
     * @param loss the cross-entropy
     */
    static NDArray smoothed(NDArray loss, NDArray logits, double smoothing) {
        return smoothing == 0
                ? loss
                : loss.mul(1 - smoothing).sub(logits.logSoftmax(1).mean().mul(smoothing));
    }

    /** Returns how many rows of (N, classes) logits have their largest entry at the label. */
    static int countCorrect(NDArray logits, NDArray labels) {
        return Math.toIntExact(logits.argMax(1).eq(labels).countNonzero().getLong());
    }

    private Map<String, NDArray> gradients(NDManager stepManager) {
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        network.model().parameters().forEach((name, parameter) -> {
            NDArray gradient = parameter.getGradient();
            // The engine attaches it to the parameter's manager, where it would stay for good.
            gradient.attach(stepManager);
            gradients.put(name, gradient);
        });
        return gradients;
    }

    /**
     * Returns the L2 norm over all gradients as one vector, as {@code clip_grad_norm_} has it, with one wait for the
     * device.
     */
    private static float globalNorm(Map<String, NDArray> gradients) {
        NDList norms = new NDList();
        gradients.values().forEach(gradient -> norms.add(gradient.norm()));
        return NDArrays.stack(norms).norm().getFloat();
    }

    private float clipCoefficient(float norm) {
        return dials.updates().clip() == 0
                ? 1
                : Math.min(1, (float) dials.updates().clip() / (norm + CLIP_EPSILON));
    }
}
