package io.traindeck.listen;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * An example of somebody else's program: two spirals of points, and a small network that learns to tell them apart.
 * Only the listener makes it a run of traindeck.
 *
 * <p>{@code java io.traindeck.listen.Spirals runs 100} trains 100 epochs; {@code traindeck watch spirals} shows them. After
 * a park, {@code traindeck resume spirals} trains what is left of them.
 */
final class Spirals {
    static final int POINTS = 96;
    static final int BATCH_SIZE = 32;
    static final int STEPS_PER_EPOCH = POINTS / BATCH_SIZE;

    private static final int VALIDATION_POINTS = 64;
    private static final int HIDDEN = 8;
    private static final double TURNS = 1.5;

    private Spirals() {}

    public static void main(String[] args) throws Exception {
        int epochs = Integer.parseInt(args[1]);
        train(new TraindeckListener(Path.of(args[0]), "spirals", epochs).parking(), epochs);
    }

    /** A loop over the data. */
    interface Loop {
        void fit(Trainer trainer, int epochs, Dataset training, Dataset validation) throws Exception;
    }

    /** Trains so many epochs in all, or until somebody stops it. */
    static void train(TraindeckListener listener, int epochs) throws Exception {
        train(listener, epochs, EasyTrain::fit);
    }

    static void train(TraindeckListener listener, int epochs, Loop loop) throws Exception {
        try (Model model = Model.newInstance("spirals", "PyTorch")) {
            model.setBlock(new SequentialBlock()
                    .add(Linear.builder().setUnits(HIDDEN).build())
                    .add(Activation::relu)
                    .add(Linear.builder().setUnits(2).build()));
            Optional<Path> saved = listener.resume();
            if (saved.isPresent()) {
                load(model, saved.get());
            }
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .addEvaluator(new Accuracy())
                    .optOptimizer(Optimizer.adam()
                            .optLearningRateTracker(Tracker.fixed(0.01f))
                            .build())
                    .addTrainingListeners(TrainingListener.Defaults.basic())
                    .addTrainingListeners(listener);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(BATCH_SIZE, 2));
                NDManager manager = trainer.getManager();
                try {
                    loop.fit(
                            trainer,
                            epochs - listener.epochsDone(),
                            points(manager, POINTS, 1),
                            points(manager, VALIDATION_POINTS, 2));
                } catch (Exception | Error e) {
                    // The trainer is closed now, and does not tell its listeners why.
                    listener.failed(e);
                    throw e;
                }
            }
        } catch (EarlyStoppedException e) {
            // Somebody has stopped the run: what it has learnt so far is what there is.
        }
    }

    /** Gives the network the parameters that the listener has saved. */
    private static void load(Model model, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (NDArray array : NDList.decode(model.getNDManager(), in)) {
                model.getBlock().getParameters().get(array.getName()).setArray(array);
            }
        }
    }

    private static ArrayDataset points(NDManager manager, int count, long seed) {
        Random random = new Random(seed);
        float[] places = new float[2 * count];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            double share = random.nextDouble();
            double angle = 2 * Math.PI * TURNS * share + Math.PI * labels[i];
            places[2 * i] = (float) (share * Math.cos(angle));
            places[2 * i + 1] = (float) (share * Math.sin(angle));
        }
        NDArray data = manager.create(places, new Shape(count, 2));
        return new ArrayDataset.Builder()
                .setData(data)
                .optLabels(manager.create(labels))
                .setSampling(BATCH_SIZE, false)
                .build();
    }
}
