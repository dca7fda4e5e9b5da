package io.traindeck.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.data.Draws;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Convolutions that hand on their input. */
class DiracTest {
    /** A network whose convolutions have the shapes of the reference: 5 channels of 3, 5 of 5, 3 of 5, 3 of 3. */
    @Test
    void theConvolutionsEqualPyTorchsAndNothingElseIsTouched() throws TorchException, IOException {
        try (NDManager manager = Torch.load("cpu", 1).newManager();
                CifarCnn model = new CifarCnn(
                        new Architecture(List.of(5, 3), 4, 10, true),
                        manager,
                        Draws.at(1, Draws.Purpose.INITIALISATION, 0, 0))) {
            Map<String, float[]> drawn = new LinkedHashMap<>();
            model.parameters().forEach((name, parameter) -> drawn.put(name, parameter.toFloatArray()));
            InitialWeights.makeDirac(model);

            for (JsonElement one : reference()) {
                check(one.getAsJsonObject(), model, drawn);
            }
            model.parameters().forEach((name, parameter) -> {
                if (parameter.getShape().dimension() < 4) {
                    assertThat(parameter.toFloatArray()).as(name).isEqualTo(drawn.get(name));
                }
            });
        }
    }

    private static void check(JsonObject one, CifarCnn model, Map<String, float[]> drawn) {
        int out = one.get("out").getAsInt();
        int in = one.get("in").getAsInt();
        Map.Entry<String, NDArray> convolution = model.parameters().entrySet().stream()
                .filter(entry -> entry.getValue()
                        .getShape()
                        .equals(new ai.djl.ndarray.types.Shape(out, in, Architecture.KERNEL, Architecture.KERNEL)))
                .findFirst()
                .orElseThrow();
        float[] before = drawn.get(convolution.getKey());
        float[] after = convolution.getValue().toFloatArray();
        int kept = one.get("kept").getAsInt();
        int replaced = after.length - kept;
        List<Integer> ones = one.getAsJsonArray("ones").asList().stream()
                .map(JsonElement::getAsInt)
                .toList();
        assertThat(IntStream.range(0, replaced)
                        .filter(i -> after[i] == 1)
                        .boxed()
                        .toList())
                .isEqualTo(ones);
        assertThat(IntStream.range(0, replaced).filter(i -> after[i] == 0).count())
                .isEqualTo(replaced - ones.size());
        assertThat(Arrays.copyOfRange(after, replaced, after.length))
                .isEqualTo(Arrays.copyOfRange(before, replaced, before.length));
    }

    private static Iterable<JsonElement> reference() throws IOException {
        try (Reader reader = new InputStreamReader(
                DiracTest.class.getResourceAsStream("/parity/dirac.json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonArray();
        }
    }
}
