package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineShapesTest {
    private final LineShapes<String> shapes = new LineShapes<>();

    @Test
    void findsTheMeaningOfALineAndItsNumbers() {
        learn("{\"train\":1}", "training");
        learn("{\"val\":1}", "validation");
        assertThat(find("{\"train\":0.5}")).isEqualTo("training");
        assertThat(shapes.slots().number(0)).isEqualTo(0.5);
        assertThat(find("{\"val\":0.25}")).isEqualTo("validation");
        assertThat(shapes.slots().number(0)).isEqualTo(0.25);
        assertThat(find("{\"test\":0.25}")).isNull();
    }

    @Test
    void forgetsTheShapeThatWasNotSeenForLongest() {
        for (int i = 0; i < LineShapes.MOST; i++) {
            learn("{\"" + i + "\":1}", "shape " + i);
        }
        assertThat(find("{\"0\":1}")).isEqualTo("shape 0");
        learn("{\"one more\":1}", "one more");
        assertThat(find("{\"1\":1}")).isNull();
        for (int i : new int[] {0, 2, 7, LineShapes.MOST - 1}) {
            assertThat(find("{\"" + i + "\":1}")).isEqualTo("shape " + i);
        }
        assertThat(find("{\"one more\":1}")).isEqualTo("one more");
    }

    private void learn(String line, String meaning) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        shapes.learn(LineShape.of(bytes, 0, bytes.length, false, keys -> false).orElseThrow(), meaning);
    }

    private String find(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return shapes.find(bytes, 0, bytes.length);
    }
}
