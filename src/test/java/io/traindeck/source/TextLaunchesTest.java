package io.traindeck.source;

import static io.traindeck.source.PrintedText.points;
import static io.traindeck.source.PrintedText.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several launches and processes in one text, the times in front of its lines, and lines about other moments. */
class TextLaunchesTest {
    @Test
    void aNewLaunchGoesBackAndReplaces() {
        Collected all = read(
                """
                step 10 loss 5
                step 20 loss 4
                step 30 loss 3
                Traceback (most recent call last):
                  File "train.py", line 5, in <module>
                    loss = step(3)
                RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 15.78 GiB total capacity)
                step 20 loss 3.5
                step 30 loss 2.5
                """);

        assertThat(points(all, "loss")).isEqualTo("10=5 20=3.5 30=2.5");
    }

    @Test
    void epochsThatBeginAgainAreANewLaunchToo() {
        Collected all = read(
                """
                [Epoch 0 Batch 100/100] loss=5
                [Epoch 1 Batch 100/100] loss=4
                [Epoch 0 Batch 100/100] loss=3
                [Epoch 1 Batch 100/100] loss=2
                """);

        assertThat(points(all, "loss")).isEqualTo("100=3 200=2");
    }

    @Test
    void wholeNumbersAmongLinesOfATrainingAreNoMetricsBeyondAllDoubt() {
        Collected all = read(
                """
                step 1 loss 0.5
                Months: 12
                episodes_this_iter: 3
                temperature: 0.5
                step 2 loss 0.25
                Months: 13
                episodes_this_iter: 4
                temperature: 0.75
                """);

        assertThat(all.series()).containsOnlyKeys("loss", "episodes_this_iter", "temperature");
    }

    @Test
    void whatIsSaidOfAnotherMomentIsNoCounter() {
        Collected all = read(
                """
                epoch 5 f1: 75.5
                saved the best model at epoch 3
                currently best f1: 76.0 on epoch: 3
                Best model at epoch 3. Validation f1: 76.0
                epoch 6 f1: 75.75
                currently best f1: 76.25 on epoch: 6
                """);

        assertThat(points(all, "f1")).isEqualTo("5=75.5 6=75.75");
        assertThat(points(all, "currently_best_f1")).isEqualTo("5=76 6=76.25");
    }

    @Test
    void aCounterOfSomethingElseAtTheTopDoesNotHoldTheRecordsBack() {
        Collected epochs = read(
                """
                 100%|██████████| 60000/60000 [00:01<00:00, 9000.1it/s]
                Epoch 1: loss 5
                Epoch 2: loss 4
                Epoch 3: loss 3
                """);
        Collected records = read(
                """
                iteration 3 of the preparation
                loss: 5
                loss: 4
                loss: 3
                """);

        assertThat(epochs.series("loss").values()).containsExactly(5.0, 4.0, 3.0);
        assertThat(records.series("loss").values()).containsExactly(5.0, 4.0, 3.0);
    }

    @Test
    void countersBeyondAllReasonDoNoHarm() {
        Collected all = read(
                """
                step 99999999999999999999 loss 5
                epoch 99999999999999999999 batch 3/99999999999999999999 loss 4
                epoch 3 batch 3/10 loss 3
                epoch 4 batch 3/10 loss 2
                """);

        assertThat(all.series("loss").values()).endsWith(3.0, 2.0);
        assertThat(all.measured()).extracting(Measured::step).allMatch(step -> step >= 0);
    }

    @Test
    void ofLinesThatTheLauncherLabelsThoseOfOneProcessCount() {
        Collected all = read(
                """
                0: epoch 0 step 10 loss 5
                1: epoch 0 step 10 loss 5.5
                1: epoch 0 step 20 loss 4.5
                0: epoch 0 step 20 loss 4
                """);

        assertThat(points(all, "loss")).isEqualTo("10=5 20=4");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-04-08 18:40:57.965 step 1 loss 0.5,    2022-04-08T18:40:57.965",
        "[2022-04-08 18:40:57] step 1 loss 0.5,      2022-04-08T18:40:57",
        "2023/06/30 10:11:12 - x - INFO - step 1 loss 0.5, 2023-06-30T10:11:12",
        "06/30/2023 10:11:12 - INFO - step 1 loss 0.5,     2023-06-30T10:11:12",
        "2023-06-30T10:11:12.5 step 1 loss 0.5,      2023-06-30T10:11:12.500"
    })
    void aFullDateInFrontIsTheTime(String line, String time) {
        Collected all = read(line + "\n" + line.replace("step 1", "step 2"));

        long expected = java.time.LocalDateTime.parse(time)
                .atZone(java.time.ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
        assertThat(all.measured()).extracting(Measured::timeMs).containsExactly(expected, expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1022-04-08 18:40:57 step 1 loss 0.5",
                "1022-04-08T18:40:57Z step 1 loss 0.5",
                "9022-04-08 18:40:57 step 1 loss 0.5",
                "+999999999-04-08T18:40:57Z step 1 loss 0.5"
            })
    void aDateOfAnotherCenturyIsNoTime(String line) {
        Collected all = read(line + "\n" + line.replace("step 1", "step 2"));

        assertThat(all.measured()).extracting(Measured::timeMs).containsOnly(0L);
    }

    @Test
    void aZoneIsHeededAndAClockAloneIsNoTime() {
        Collected all = read(
                """
                2023-06-30T10:11:12Z step 1 loss 0.5
                2023-06-30T12:11:12+02:00 step 2 loss 0.5
                10:11:13 step 3 loss 0.5
                """);

        assertThat(all.measured()).extracting(Measured::timeMs).containsExactly(1688119872000L, 1688119872000L, 0L);
    }
}
