package io.traindeck.source;

import static io.traindeck.source.PrintedText.points;
import static io.traindeck.source.PrintedText.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Measured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which numbers of a line are metrics, under which names, and how they are read. */
class TextMetricsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=%s",
                "name = %s",
                "name: %s",
                "name : %s",
                "name :%s",
                "name %s",
                "Name: %s",
                "'name': %s",
                "| name: %s |",
                "name: %s, other text",
                "(name %s)",
                "[name: %s]",
                "name is %s",
                "x, name=%s;",
                "name: [%s]",
                "name -> x | name: %s",
                "|| name: %s ||"
            })
    void aNumberHasTheNameInFrontOfIt(String pair) {
        Collected all = read("step 1 " + String.format(pair, "0.5") + "\nstep 2 " + String.format(pair, "0.25") + "\n");

        assertThat(points(all, "name")).isEqualTo("1=0.5 2=0.25");
    }

    @ParameterizedTest
    @CsvSource({
        "train loss 0.5,            train_loss",
        "Best validation loss 0.5,  best_validation_loss",
        "err-top1=0.5,              err-top1",
        "mAP@.5: 0.5,               map@.5",
        "sec/tick 0.5,              sec/tick",
        "train/loss=0.5,            train/loss",
        "valid_0's auc: 0.5,        valid_0's_auc",
        "loss(avg): 0.5,            loss(avg)",
        "top 5 acc: 0.5,            top_5_acc",
        "nan batches: 0.5,          nan_batches",
        "elapsed time (ms): 0.5,    elapsed_time_(ms)",
        "Verlust_äöü: 0.5,          verlust_äöü"
    })
    void namesAreInLowerCaseWithoutBlanks(String pair, String name) {
        Collected all = read("step 1 | " + pair + "\nstep 2 | " + pair + "\n");

        assertThat(all.series()).containsOnlyKeys(name);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2k,         1200",
        "141.0K tks/s, 141000",
        "2.5M,         2500000",
        "1.5B,         1500000000",
        "98.5%,        98.5",
        "23.5ms,       23.5",
        "40.2GiB(50%), 40.2",
        "'7,323',      7323",
        "'1,234,567.5', 1234567.5",
        "12 min,       720",
        "4h 33m 12s,   16392",
        "2m 22s,       142",
        "1h30m,        5400",
        "50.10s,       50.1",
        "1:02:03,      3723",
        "02:03,        123",
        "1.28E-04,     0.000128",
        "8.23e+51,     8.23e51",
        "-0.5,         -0.5",
        "+0.5,         0.5",
        ".5,           0.5",
        "0.5 (0.6),    0.5",
        "0.5 +/- 0.1,  0.5",
        "0.5 ± 0.1,    0.5",
        "9825/10000 (98%), 0.9825",
        "0.1111111111111111111111, 0.1111111111111111111111",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "1e-320,       1e-320"
    })
    void aNumberIsReadWithItsUnit(String text, double value) {
        Collected all = read("step 1 | name: " + text + " | b: 2\nstep 2 | name: " + text + " | b: 2\n");

        assertThat(all.series("name").values()).containsExactly(value, value);
        assertThat(all.series("b").values()).containsExactly(2.0, 2.0);
    }

    @ParameterizedTest
    @CsvSource({
        "nan, NaN",
        "NaN, NaN",
        "-nan, NaN",
        "nanms, NaN",
        "inf, Infinity",
        "-inf, -Infinity",
        "Infinity, Infinity"
    })
    void numbersThatAreNotFiniteAreNumbers(String text, double value) {
        Collected all = read("step 1: loss " + text + ", b 1\nstep 2: loss " + text + ", b 1\n");

        assertThat(all.series("loss").values()).containsExactly(value, value);
    }

    @Test
    void aNameThatIsToldOnceIsNoMetric() {
        Collected all = read(
                """
                step 1 loss 0.5 once 3
                step 2 loss 0.25
                total time 12.5
                """);

        assertThat(all.series()).containsOnlyKeys("loss");
    }

    @Test
    void theFirstTellingComesWithTheSecondAndBeforeIt() {
        Collected all = read(
                """
                step 1 loss 0.5 acc 0.1
                step 2 loss 0.25
                step 3 acc 0.2
                """);

        assertThat(Points.of(all.events()))
                .containsExactly(
                        Points.point("loss", 1, 0.5),
                        Points.point("loss", 2, 0.25),
                        Points.point("acc", 1, 0.1),
                        Points.point("acc", 3, 0.2));
    }

    @Test
    void linesOfOneShapeShareTheirNames() {
        Collected all = read(PrintedText.lines(1, 9, i -> "step " + i + " loss " + 1.0 / i + " acc 0." + i));

        assertThat(all.measured().stream()
                        .map(m -> m.values().names())
                        .skip(2)
                        .distinct()
                        .count())
                .isEqualTo(1);
        assertThat(all.measured().get(5).values().names())
                .isSameAs(all.measured().get(6).values().names());
    }

    @Test
    void tablesOfOneShapeShareTheirNamesToo() {
        Collected all = read(PrintedText.lines(1, 4, i -> "| loss | 0." + i + " |\n| step | " + i + " |\n-----------"));

        assertThat(all.measured().get(3).values().names())
                .isSameAs(all.measured().get(2).values().names());
    }

    @Test
    void dictsAndJsonKeepTheirNamesAndJoinThem() {
        Collected all = read(
                """
                INFO {"step": 1, "loss": 0.5, "eval": {"acc": "0.75", "top 1": 3}, "note": "a 5", "list": [1, 2], "0": 7}
                INFO {"step": 2, "loss": 0.25, "eval": {"acc": "0.875", "top 1": 4}, "note": "b 6", "list": [1, 2], "0": 8}
                """);

        assertThat(all.series()).containsOnlyKeys("loss", "eval/acc", "eval/top_1", "0");
        assertThat(points(all, "eval/acc")).isEqualTo("1=0.75 2=0.875");
    }

    @Test
    void digitsInNamesAreKeptApart() {
        Collected all = read(
                """
                step 1 {'loss_q0': 0.5, 'loss_q1': 1.5, '0': 2.5, '1': 3.5}
                step 2 {'loss_q0': 0.6, 'loss_q1': 1.6, '2': 2.6, '3': 3.6}
                step 3 {'loss_q0': 0.7, 'loss_q1': 1.7, '0': 2.7, '1': 3.7}
                """);

        assertThat(points(all, "loss_q1")).isEqualTo("1=1.5 2=1.6 3=1.7");
        assertThat(points(all, "0")).isEqualTo("1=2.5 3=2.7");
        assertThat(points(all, "1")).isEqualTo("1=3.5 3=3.7");
        assertThat(all.series()).doesNotContainKeys("2", "3");
    }

    @Test
    void thePartThatALineIsAboutIsInTheNameOrPutBeforeIt() {
        Collected all = read(
                """
                Epoch 1
                train Loss: 1.0 Acc: 0.5
                val Loss: 1.5 Acc: 0.25
                Epoch 2
                train Loss: 0.5 Acc: 0.75
                val Loss: 1.25 Acc: 0.5
                """);

        assertThat(points(all, "train_loss")).isEqualTo("1=1 2=0.5");
        assertThat(points(all, "acc")).isEqualTo("1=0.5 2=0.75");
        assertThat(points(all, "val_loss")).isEqualTo("1=1.5 2=1.25");
        assertThat(points(all, "val_acc")).isEqualTo("1=0.25 2=0.5");
    }

    @Test
    void twoNumbersThatComeToOneNameAreTakenOnce() {
        Collected all = read(
                """
                step 1 loss 0.5
                Validation: acc 0.5
                acc: 0.25 validation acc: 0.75
                acc: 0.375 validation acc: 0.875
                """);

        assertThat(all.series("validation_acc").values()).containsExactly(0.5, 0.25, 0.375);
    }

    @Test
    void tenThousandNamesAreBounded() {
        StringBuilder text = new StringBuilder();
        for (int step = 1; step <= 2; step++) {
            for (int i = 0; i < 10_000; i++) {
                text.append("step ")
                        .append(step)
                        .append(" name_")
                        .append(i)
                        .append("=0.")
                        .append(i)
                        .append('\n');
            }
        }
        text.append("step 3 loss=0.5\nstep 4 loss=0.25\n");

        Collected all = read(text.toString());

        assertThat(all.series().size()).isBetween(1, 4096);
        assertThat(all.measured()).extracting(Measured::step).isNotEmpty();
    }

    @Test
    void aNameThatComesAfterThousandsOfOthersThatWereToldOnceIsStillAMetric() {
        Collected all = read(PrintedText.lines(1, 9000, i -> "step " + i + " word_" + i + "=" + i)
                + "step 9001 loss=0.5\nstep 9002 loss=0.25\n");

        assertThat(points(all, "loss")).isEqualTo("9001=0.5 9002=0.25");
    }
}
