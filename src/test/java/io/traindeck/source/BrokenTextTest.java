package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.text.TextEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever stands in the lines of a text, there is no exception, and no event without a number. */
class BrokenTextTest {
    static final List<String> TEXTS = List.of(
            """
            step 0: train loss 4.3480, val loss 4.3422
            iter 10: loss 3.1820, time 35.78ms, mfu 10.41%
            step 20: train loss 1.9635, val loss 2.0707
            iter 20: loss 2.0070, time 6022.30ms, mfu 9.41%
            """,
            """
            [2022-04-08 18:48:05,372][train_inner][INFO] - {"epoch": 1, "update": 0.416, "loss": "9.276", "num_updates": "200"}
            [2022-04-08 18:54:45,183][valid][INFO] - {"epoch": 1, "valid_loss": "6.389", "nested": {"a": [1, 2], "b": -0.5}}
            {'loss': np.float64(0.5), 'learning_rate': 4.8e-05, 'epoch': 0.08}
            """,
            """
            Epoch 1/5\r
              32/1563 [>.............] - ETA: 3:00 - loss: 2.3\r1563/1563 [=======] - 12s 8ms/step - loss: 1.25 - val_loss: 1.5
            \u001b[1mEpoch 2:  45%|####5     | 450/1000 [00:10<00:12, 45.1it/s, loss=0.123]\u001b[0m
            Epoch: [0][   1/5005]\tTime  0.5 ( 0.9)\tLoss 6.99e+00 (7.0e+00)\tAcc@1   0.00 (  0.05)
            """,
            """
            | rollout/           |          |
            |    ep_rew_mean     | 21.1     |
            |    total_timesteps | 2048     |
            ---------------------------------
                  Epoch    GPU_mem   box_loss   Size
                  1/10      2.5G      1.500        640: 100%|██████████| 10/10 [00:03<00:00,  3.1it/s]
             Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.238
            [rank1]:2024-06-10 10:00:12,124 - root - INFO - step:  1  loss:  7.99  eta: 1 day, 1:02:03  tps: 7,320
            """);

    private static byte[] broken(Random random) {
        String text = TEXTS.get(random.nextInt(TEXTS.size())).repeat(1 + random.nextInt(3));
        return Mutations.of(text.getBytes(StandardCharsets.UTF_8), random);
    }

    /** There is no file, for the sake of speed: the lines are those that a file would give. */
    @Property(tries = 10_000)
    void aBrokenTextGivesWhatItHolds(@ForAll long seed) {
        byte[] broken = broken(new Random(seed));
        Collected log = new Collected();
        TextEvents events = new TextEvents(() -> 0, log::take);
        int from = 0;
        for (int at = 0; at < broken.length; at++) {
            if (broken[at] == '\n') {
                events.line(broken, from, at);
                from = at + 1;
            } else if (broken[at] == '\r') {
                events.redrawn(broken, from, at, seed % 2 == 0);
                from = at + 1;
            }
        }
        for (Measured m : log.measured()) {
            assertThat(m.step()).isNotNegative();
            assertThat(m.timeMs()).isNotNegative();
            assertThat(m.values().size()).isPositive();
        }
    }
}
