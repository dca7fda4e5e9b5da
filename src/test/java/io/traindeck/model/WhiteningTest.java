package io.traindeck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.data.Draws;
import io.traindeck.data.ImageSet;
import io.traindeck.data.Normalisation;
import io.traindeck.data.PatchMoments;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first convolution that makes the patches of images uncorrelated. */
class WhiteningTest {
    private static final int SIZE = PatchMoments.SIZE;
    private static final Normalisation NORMALISATION =
            new Normalisation(new float[] {.4914f, .4822f, .4465f}, new float[] {.2470f, .2435f, .2616f});

    private static double[][] moments;
    private static double[][] reference;

    @BeforeAll
    static void readWhatPyTorchFound() throws IOException {
        try (Reader reader = new InputStreamReader(
                WhiteningTest.class.getResourceAsStream("/parity/whitening.json"), StandardCharsets.UTF_8)) {
            JsonObject json = JsonParser.parseReader(reader).getAsJsonObject();
            moments = PatchMoments.of(madeImages(json.get("images").getAsInt()), NORMALISATION);
            reference = json.getAsJsonArray("filters").asList().stream()
                    .map(filter -> numbers(filter.getAsJsonArray()))
                    .toArray(double[][]::new);
        }
    }

    private static double[] numbers(JsonArray array) {
        return array.asList().stream().mapToDouble(value -> value.getAsDouble()).toArray();
    }

    /** Returns the images of {@code make_parity.py}. */
    private static ImageSet madeImages(int count) {
        byte[] pixels = new byte[count * ImageSet.IMAGE_BYTES];
        int row = ImageSet.SIDE * ImageSet.CHANNELS;
        long seed = 1;
        for (int at = 0; at < pixels.length; at++) {
            int i = at % ImageSet.IMAGE_BYTES;
            seed = (seed * 1103515245 + 12345) % (1L << 31);
            int left = i >= ImageSet.CHANNELS ? Byte.toUnsignedInt(pixels[at - ImageSet.CHANNELS]) : 0;
            int above = i >= row ? Byte.toUnsignedInt(pixels[at - row]) : 0;
            long news = (seed >> 16) % 256 + i % 3 * (seed >> 24);
            pixels[at] = (byte) ((left + above + news) / 4);
        }
        return new ImageSet(pixels, new byte[count], 10);
    }

    /** An eigenvector's sign is arbitrary; ours has the largest number positive. */
    @Test
    void theFiltersEqualThoseOfAirbenchInPyTorch() {
        double[][] filters = Whitening.filters(moments);

        assertThat(filters).hasDimensions(SIZE, SIZE);
        for (int i = 0; i < SIZE; i++) {
            double largest = Arrays.stream(filters[i])
                    .boxed()
                    .max(java.util.Comparator.comparingDouble(Math::abs))
                    .orElseThrow();
            assertThat(largest).isPositive();
            double[] expected = reference[i];
            double dot = 0;
            for (int j = 0; j < SIZE; j++) {
                dot += filters[i][j] * expected[j];
            }
            double sign = Math.signum(dot);
            assertThat(Arrays.stream(filters[i]).map(value -> sign * value).toArray())
                    .as("filter %d", i)
                    .containsExactly(expected, within(1e-6 * largest));
        }
    }

    /**
     * This is what whitening means, without another's numbers: the moments of the filters' outputs are the unit matrix.
     */
    @Test
    void whatComesOutIsUncorrelatedAndOfEqualSize() {
        double[][] filters = Whitening.filters(moments);
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                double moment = 0;
                for (int k = 0; k < SIZE; k++) {
                    for (int l = 0; l < SIZE; l++) {
                        moment += filters[i][k] * moments[k][l] * filters[j][l];
                    }
                }
                // The quietest directions stay quieter by the epsilon.
                assertThat(moment).as("%d with %d", i, j).isCloseTo(i == j ? 1 : 0, within(i == j ? 0.3 : 1e-9));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 27, 40, 64})
    void theFirstConvolutionHasTheFiltersWithBothSignsAndTheRestIsAsDrawn(int width) throws TorchException {
        try (NDManager manager = Torch.load("cpu", 1).newManager();
                CifarCnn model = new CifarCnn(
                        new Architecture(List.of(width, 3), 4, 10, true),
                        manager,
                        Draws.at(1, Draws.Purpose.INITIALISATION, 0, 0))) {
            Map<String, float[]> drawn = values(model);
            InitialWeights.makeWhitening(model, moments);
            Map<String, float[]> made = values(model);

            double[][] filters = Whitening.filters(moments);
            float[] first = made.remove("features.0.0.weight");
            float[] before = drawn.remove("features.0.0.weight");
            for (int channel = 0; channel < width; channel++) {
                for (int i = 0; i < SIZE; i++) {
                    int at = channel * SIZE + i;
                    float expected = channel < SIZE
                            ? (float) filters[channel][i]
                            : channel < 2 * SIZE ? (float) -filters[channel - SIZE][i] : before[at];
                    assertThat(first[at]).as("channel %d", channel).isEqualTo(expected);
                }
            }
            assertThat(made.keySet()).isEqualTo(drawn.keySet());
            made.forEach((name, values) -> assertThat(values).as(name).isEqualTo(drawn.get(name)));
        }
    }

    private static Map<String, float[]> values(CifarCnn model) {
        return model.parameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toFloatArray()));
    }
}
