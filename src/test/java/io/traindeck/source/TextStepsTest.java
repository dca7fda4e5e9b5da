package io.traindeck.source;

import static io.traindeck.source.PrintedText.points;
import static io.traindeck.source.PrintedText.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests to which step the numbers of a line belong. */
class TextStepsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "step %d loss %s",
                "step=%d loss=%s",
                "step: %d, loss: %s",
                "[step %d] loss %s",
                "Step[%d] loss %s",
                "step %d/19073 | loss %s",
                "step %d of 19073: loss %s",
                "iter %d: loss %s",
                "iteration %d | loss %s",
                "Iter: [%d/19073] Loss: %s",
                "global_step=%d loss=%s",
                "global step: %d loss: %s",
                "train step %d - loss: %s",
                "s:%d loss:%s",
                "%d/19073 [====>.....] - ETA: 3:00 - loss: %s",
                "{\"step\": %d, \"loss\": %s}",
                "{'step': '%d', 'loss': '%s'}",
                "update %d loss %s",
                "tick %d loss %s",
                "Snapshot %d saved, loss: %s",
                "Training at step %d: loss %s",
                "12%%|#2        | %d/19073 [00:10<10:12, 45.1it/s, loss=%s]",
                "training: 12%%|█▏        | %d/19073 [00:10<10:12, 45.1it/s, loss=%s]",
                "%dit [00:10, 45.1it/s, loss=%s]"
            })
    void aStepIsToldInManyWays(String line) {
        Collected all = read(String.format(line, 120, "0.5") + "\n" + String.format(line, 240, "0.25") + "\n");

        assertThat(points(all, "loss")).isEqualTo("120=0.5 240=0.25");
        assertThat(all.series()).containsOnlyKeys("loss");
    }

    @Test
    void whereAPartOfAnEpochIsToldLinesWithAnEpochAreNotAboutWholeEpochs() {
        Collected all = read(
                """
                {'loss': 2.5, 'epoch': 0.5}
                {'loss': 2.25, 'epoch': 1.0}
                {'eval_loss': 2.0, 'epoch': 1.0}
                {'loss': 1.5, 'epoch': 1.5}
                {'loss': 1.25, 'epoch': 2.0}
                {'eval_loss': 1.0, 'epoch': 2.0}
                """);

        assertThat(all.measured())
                .extracting(Measured::kind)
                .containsExactlyInAnyOrder(
                        Kind.STEP, Kind.STEP, Kind.VALIDATION, Kind.STEP, Kind.STEP, Kind.VALIDATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "epoch %d loss %s",
                "Epoch: %d, loss=%s",
                "Epoch %d/10: loss %s",
                "Epoch[%d] loss=%s",
                "[Epoch %d] loss=%s",
                "epoch%d; loss:%s",
                "epoch=%d/loss=%s",
                "Epochs completed : %d loss: %s",
                "epoch id: %d, loss: %s",
                "EPOCH %d OUT OF 10 LOSS %s"
            })
    void withoutAStepTheEpochIsTheStep(String line) {
        Collected all = read(String.format(line, 1, "0.5") + "\n" + String.format(line, 2, "0.25") + "\n");

        assertThat(points(all, "loss")).isEqualTo("1=0.5 2=0.25");
        assertThat(all.measured()).extracting(Measured::epoch).containsExactly(1.0, 2.0);
        assertThat(all.measured()).extracting(Measured::kind).containsOnly(Kind.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Epoch %d Batch %d/1000] loss=%s",
                "Epoch[%d] Batch[%d/1000] loss=%s",
                "Epoch %d, batch %d, loss: %s",
                "epoch %d step %d loss %s",
                "Epoch [%d][%d/1000]  loss: %s",
                "Epoch %d: 50%%|##  | %d/1000 [00:10<00:12, 45.1it/s, loss=%s]"
            })
    void aCounterThatBeginsAgainWithEachEpochIsMadeToRise(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append(String.format(line, 1 + i / 2, i % 2 == 0 ? 500 : 1000, i))
                    .append('\n');
        }

        assertThat(points(read(text.toString()), "loss")).isEqualTo("500=0 1000=1 1500=2 2000=3");
    }

    @Test
    void batchesThatAreCountedFromZeroMakeAnEpochOneLonger() {
        Collected all = read(
                """
                Epoch[0] Batch [49] loss=5
                Epoch[0] Batch [99] loss=4
                Epoch[1] Batch [49] loss=3
                Epoch[1] Batch [99] loss=2
                """);

        assertThat(points(all, "loss")).isEqualTo("49=5 99=4 149=3 199=2");
    }

    @Test
    void aCounterThatGoesOnThroughEpochsIsLeftAsItIs() {
        Collected all = read(
                """
                epoch 1 step 500 loss 5
                epoch 1 step 1000 loss 4
                epoch 2 step 1500 loss 3
                epoch 3 step 2500 loss 2
                """);

        assertThat(points(all, "loss")).isEqualTo("500=5 1000=4 1500=3 2500=2");
    }

    @Test
    void theEpochMayStandOnAnotherLine() {
        Collected before = read(
                """
                Epoch 1 out of 500
                Dev: UAS 68.49% LAS 64.17% 305 sents/s
                Epoch 2 out of 500
                Dev: UAS 85.14% LAS 82.07% 344 sents/s
                """);
        Collected behind = read(
                """
                batch 50 loss 5
                batch 100 loss 4
                epoch 1 done
                batch 50 loss 3
                batch 100 loss 2
                epoch 2 done
                """);

        assertThat(points(before, "dev_uas")).isEqualTo("1=68.49 2=85.14");
        assertThat(before.about().plan().epochs()).isEqualTo(500);
        assertThat(points(behind, "loss")).isEqualTo("50=5 100=4 150=3 200=2");
    }

    @Test
    void aLineOfAnEpochBelongsToItsLastStep() {
        Collected all = read(
                """
                [Epoch 0 Batch 200/372] current loss 7.74, ppl 2288.02
                [Epoch 0] time cost 50.10s, valid loss 6.38, valid ppl 592.45
                [Epoch 1 Batch 200/372] current loss 6.64, ppl 766.72
                [Epoch 1] time cost 51.17s, valid loss 5.99, valid ppl 400.90
                """);

        assertThat(points(all, "current_loss")).isEqualTo("200=7.74 572=6.64");
        assertThat(points(all, "valid_ppl")).isEqualTo("200=592.45 572=400.9");
        assertThat(all.measured())
                .filteredOn(m -> m.values().has("time_cost"))
                .extracting(Measured::kind)
                .containsOnly(Kind.EPOCH);
    }

    @Test
    void aLineWithoutACounterBelongsToTheLastOne() {
        Collected all = read(
                """
                step 100 loss 0.5
                accuracy: 0.75
                step 200 loss 0.25
                accuracy: 0.875
                """);

        assertThat(points(all, "accuracy")).isEqualTo("100=0.75 200=0.875");
    }

    @Test
    void withoutAnyCounterTheRecordsAreCounted() {
        Collected all = read(
                """
                loss: 0.5
                accuracy: 0.75
                loss: 0.25
                accuracy: 0.875
                """);

        assertThat(points(all, "loss")).isEqualTo("1=0.5 2=0.25");
        assertThat(points(all, "accuracy")).isEqualTo("1=0.75 2=0.875");
    }

    @Test
    void severalRecordsOfOneEpochAreAllKept() {
        Collected all = read(
                """
                Epoch 1 - loss: 5
                Epoch 1 - loss: 4
                Epoch 2 - loss: 3
                Epoch 2 - loss: 2
                """);

        assertThat(all.series("loss").values()).containsExactly(5.0, 4.0, 3.0, 2.0);
    }

    @Test
    void batchesOfAValidationAreNoSteps() {
        Collected all = read(
                """
                [Epoch 1 Batch 500/1000] loss=5, metrics:accuracy:0.5
                [Epoch 1 Batch 1000/1000] loss=4, metrics:accuracy:0.6
                Now we are doing evaluation on dev with gpu(0).
                [Batch 50/100] loss=4.5, metrics:accuracy:0.55
                [Batch 100/100] loss=4.25, metrics:accuracy:0.65
                [Epoch 2 Batch 500/1000] loss=3, metrics:accuracy:0.7
                Now we are doing evaluation on dev with gpu(0).
                [Batch 50/100] loss=3.5, metrics:accuracy:0.75
                """);

        assertThat(points(all, "loss")).isEqualTo("500=5 1000=4 1500=3");
        assertThat(points(all, "eval_loss")).isEqualTo("1000=4.25 1500=3.5");
    }

    @Test
    void theWordBehindTheCounterMayBeThePart() {
        Collected all = read(
                """
                Epoch 1 Train, mae: 17.5, Cost: 667.8 sec
                Epoch 1 Val, mae: 16.5 Cost 209.4 sec
                Epoch 2 Train, mae: 15.5, Cost: 667.8 sec
                Epoch 2 Val, mae: 14.5 Cost 209.4 sec
                """);

        assertThat(points(all, "mae")).isEqualTo("1=17.5 2=15.5");
        assertThat(points(all, "val_mae")).isEqualTo("1=16.5 2=14.5");
    }
}
