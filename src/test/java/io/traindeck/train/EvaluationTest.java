package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import io.traindeck.data.Batch;
import io.traindeck.data.BatchLoader;
import io.traindeck.data.BatchOrder;
import io.traindeck.data.DataSet;
import io.traindeck.model.CifarCnn;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final int IMAGES = 23;

    private final DataSet data = TinyRun.data(1, IMAGES);
    private Network network;

    @BeforeEach
    void draw() {
        Dials dials = TinyRun.dials(1, 0, 3);
        network = Network.of(dials.architecture(10), 3, data.normalisation(), TinyRun.torch());
    }

    @AfterEach
    void free() {
        network.close();
    }

    /** 23 images in batches of 10, 7 and 1: a mean over batches would weigh the last ones more. */
    @Test
    void meansAreOverImagesHoweverTheyAreBatched() throws InterruptedException {
        Evaluation whole = evaluate(IMAGES);
        for (int batchSize : new int[] {10, 7, 1}) {
            Evaluation parts = evaluate(batchSize);
            assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-5 * whole.loss()));
            assertThat(accuracy(parts)).isEqualTo(accuracy(whole));
        }
        assertThat(accuracy(whole) * IMAGES).isCloseTo(Math.rint(accuracy(whole) * IMAGES), within(1e-9));
    }

    /** Training mode would move the running statistics and drop at random. */
    @Test
    void evaluatingChangesNothingAndIsTheSameEachTime() throws InterruptedException {
        Map<String, ByteBuffer> before = bytes();
        Evaluation once = evaluate(10);
        Evaluation again = evaluate(10);
        assertThat(bytes()).isEqualTo(before);
        assertThat(again.loss()).isEqualTo(once.loss());
        assertThat(accuracy(again)).isEqualTo(accuracy(once));
    }

    /** Each image by itself: the highest of its scores. */
    @Test
    void theMatrixHasEachImageInTheRowOfItsLabelAndTheColumnOfItsHighestScore() throws InterruptedException {
        int[][] expected = new int[10][10];
        try (BatchLoader loader = new BatchLoader(data.validation(), 1, BatchOrder.validation())) {
            loader.start(1, 0);
            for (int i = 0; i < IMAGES; i++) {
                NDArray image = network.tensors().images(loader.next().orElseThrow(), network.manager());
                float[] scores = network.model()
                        .forward(image, new CifarCnn.Mode.Evaluation())
                        .toFloatArray();
                int highest = 0;
                for (int c = 1; c < scores.length; c++) {
                    highest = scores[c] > scores[highest] ? c : highest;
                }
                expected[data.validation().label(i)][highest]++;
            }
        }
        ConfusionMatrix confusion = evaluate(10).confusion();
        for (int truth = 0; truth < 10; truth++) {
            for (int prediction = 0; prediction < 10; prediction++) {
                assertThat(confusion.count(truth, prediction)).isEqualTo(expected[truth][prediction]);
            }
        }
        assertThat(confusion.images()).isEqualTo(IMAGES);
    }

    /** Each image and its mirror image by themselves: the highest of the sums of both scores. */
    @Test
    void theAccuracyWithMirrorImagesIsThatOfTheSumOfBothScores() throws InterruptedException {
        int correct = 0;
        try (BatchLoader loader = new BatchLoader(data.validation(), 1, BatchOrder.validation())) {
            loader.start(1, 0);
            for (int i = 0; i < IMAGES; i++) {
                NDArray image = network.tensors().images(loader.next().orElseThrow(), network.manager());
                NDArray scores = network.model()
                        .forward(image, new CifarCnn.Mode.Evaluation())
                        .add(network.model().forward(Evaluation.mirrored(image), new CifarCnn.Mode.Evaluation()));
                correct += scores.argMax(1).getLong(0) == data.validation().label(i) ? 1 : 0;
            }
        }
        Evaluation both = evaluate(10, true);
        assertThat(both.flipAccuracy()).hasValue((double) correct / IMAGES);
        Evaluation one = evaluate(10);
        assertThat(one.flipAccuracy()).isEmpty();
        assertThat(both.loss()).isEqualTo(one.loss());
        assertThat(accuracy(both)).isEqualTo(accuracy(one));
    }

    /**
     * A batch of more images than a pass has is computed in several passes: that must change nothing, to the last bit.
     */
    @Test
    void theLossOfABatchIsThatOfAllItsScoresAtOnce() throws InterruptedException {
        int images = 300;
        try (BatchLoader loader =
                new BatchLoader(TinyRun.data(1, images).validation(), images, BatchOrder.validation())) {
            loader.start(1, 0);
            Batch all = loader.next().orElseThrow();
            NDArray scores = network.model()
                    .forward(network.tensors().images(all, network.manager()), new CifarCnn.Mode.Evaluation());
            NDArray labels = network.tensors().labels(all, network.manager());
            double loss = Loss.softmaxCrossEntropyLoss()
                    .evaluate(new NDList(labels), new NDList(scores))
                    .getFloat();
            Evaluation evaluation = new Evaluation(network);
            evaluation.add(all);

            assertThat(evaluation.loss()).isEqualTo(loss * images / images);
        }
    }

    @Test
    void correctIsWhereTheLabelHasTheHighestScore() {
        NDArray logits = network.manager().create(new float[][] {{1, 2, 3}, {3, 2, 1}, {-1, -3, -2}, {0, 9, 8}});
        NDArray labels = network.manager().create(new long[] {2, 0, 1, 1});
        assertThat(TrainStep.countCorrect(logits, labels)).isEqualTo(3);
    }

    private static double accuracy(Evaluation evaluation) {
        return evaluation.confusion().accuracy();
    }

    private Evaluation evaluate(int batchSize) throws InterruptedException {
        return evaluate(batchSize, false);
    }

    private Evaluation evaluate(int batchSize, boolean withMirrored) throws InterruptedException {
        Evaluation evaluation = new Evaluation(network, withMirrored);
        try (BatchLoader loader = new BatchLoader(data.validation(), batchSize, BatchOrder.validation())) {
            loader.start(1, 0);
            for (Optional<Batch> batch = loader.next(); batch.isPresent(); batch = loader.next()) {
                evaluation.add(batch.get());
            }
        }
        return evaluation;
    }

    private Map<String, ByteBuffer> bytes() {
        Map<String, ByteBuffer> bytes = new HashMap<>();
        network.model().stateDict().forEach((name, tensor) -> bytes.put(name, tensor.toByteBuffer()));
        return bytes;
    }
}
