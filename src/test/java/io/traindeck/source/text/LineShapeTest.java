package io.traindeck.source.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A meaning that was learned from one line must hold for all lines of its shape. */
class LineShapeTest {
    private static final List<String> LINES = List.of(
            "iter 10: loss 3.1820, time 35.78ms, mfu 10.41%",
            "[2022-04-08 18:48:05,372][train][INFO] - {\"epoch\": 1, \"loss\": \"9.276\", \"num_updates\": \"200\", \"a 1\": {\"2\": 3}}",
            "{'loss': np.float64(0.5), 'top 1': 4.8e-05, 'epoch': 0.08, '7': [1, 2], 'k9': None}",
            "1563/1563 [=======] - 12s 8ms/step - loss: 1.25 - val_loss: 1.5",
            "Epoch 2:  45%|####5     | 450/1000 [00:10<00:12, 45.1it/s, loss=0.123]",
            "Epoch: [0][   1/5005]\tTime  0.5 ( 0.9)\tLoss 6.99e+00 (7.0e+00)\tAcc@1   0.00 (  0.05)",
            "Train: 0 [1250/1251 (100%)]  Loss: 6.500 (6.94)  Time: 0.412s,  620.10/s  LR: 1.000e-04",
            "[1,  2000] loss: 2.173 top 5 acc: 0.5 ± 0.1",
            "[rank1]:2024-06-10 10:00:12,124 - root - INFO - step:  1  loss:  7.99  eta: 1 day, 1:02:03  tps: 7,320",
            "12: epoch3 iter100: loss 1h30m 4h 33m 12s 12 min 1.2k 5.10.1 10.0.0.1 4ce6737 2nd 3-5",
            "[10]\tvalid_0's auc: 0.75\tbest: 0.68 (0)\ttotal: 60ms\tremaining: 1m 2s",
            "Test set: Average loss: 0.0551, Accuracy: 9825/10000 (98%), number of nan iterations: 0");

    private final LineTokens tokens = new LineTokens();

    private long shape(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        tokens.scan(bytes, 0, bytes.length);
        return tokens.shape();
    }

    private LineMeaning meaning(String line) {
        shape(line);
        return new LineGrammar().read(tokens);
    }

    @Property(tries = 5000)
    void linesOfOneShapeMeanTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        String line = LINES.get(random.nextInt(LINES.size()));
        String other = changed(line, random);
        if (shape(line) == shape(other)) {
            assertThat(meaning(other)).isEqualTo(meaning(line));
        }
    }

    /** Returns the line with some digits replaced, and at times another character too. */
    private static String changed(String line, Random random) {
        StringBuilder changed = new StringBuilder(line);
        for (int i = 0; i < line.length(); i++) {
            if (Character.isDigit(line.charAt(i)) && random.nextInt(3) == 0) {
                changed.setCharAt(i, (char) ('0' + random.nextInt(10)));
            }
        }
        if (random.nextInt(4) == 0) {
            changed.setCharAt(random.nextInt(line.length()), ":= 1-.,|%a\"'".charAt(random.nextInt(12)));
        }
        return changed.toString();
    }

    @Test
    void onlyTheDigitsOfNumbersMayDiffer() {
        long shape = shape("step 10: loss 0.5");

        assertThat(shape("step 12345: loss 99.25e-3")).isEqualTo(shape);
        assertThat(shape("step 10: loss -0.5")).isEqualTo(shape);
        assertThat(shape("step 10: loss nan")).isEqualTo(shape);
        assertThat(List.of(
                        "step 10: loss 5",
                        "step 10: lost 0.5",
                        "step 10, loss 0.5",
                        "step 10: loss1 0.5",
                        "step 10: loss 0.5%"))
                .allSatisfy(line -> assertThat(shape(line)).isNotEqualTo(shape));
    }

    @Test
    void whatSteersTheTerminalIsNotSeen() {
        assertThat(shape("\u001b[1;32mstep 10\u001b[0m: loss\b 0.5\u001b]0;title\u0007"))
                .isEqualTo(shape("step 11: loss 0.7"));
    }
}
