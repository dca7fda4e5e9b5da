package io.traindeck.metric;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTextTest {
    @ParameterizedTest
    @CsvSource({
        "val_acc, 0.822, 82.20%",
        "val_acc, 1, 100%",
        "val_acc, NaN, NaN",
        "metrics/mAP50(B), 0.83, 83.00%",
        "val_loss, 0.52345, 0.523",
        "val_loss, 0.000042, 4.2e-05",
        "val_loss, 0, 0.000",
        "lr, 0.00196, 1.96e-03",
        "grad_norm, 1.5, 1.50",
        "tokens/s, 185123, 185k",
        "tokens/s, 1.1e6, 1.10M",
        "images_per_s, 320.4, 320",
        "images_per_s, 999.9, 1.00k",
        "it/s, 0.05234, 0.052",
        "it/s, 1e20, 1e+20",
        "global_step, 4512, 4 512",
        "total_flos, 2.4e18, 2e+18",
        "num_input_tokens_seen, 9437184, 9.44M",
        "ep_rew_mean, 312.4, 312",
        "val/auc, 0.951, 0.951",
        "step_time, 0.35, 0.350"
    })
    void aValueIsWrittenAsItsKindIs(String name, double value, String text) {
        assertThat(Metric.of(name).text(value)).isEqualTo(text);
    }

    @Test
    void anAccuracyInPercentIsNotTakenTimesAHundred() {
        Metric f1 = Metric.of("test_f1");

        assertThat(f1.text(0.9, 0.2, 0.95)).isEqualTo("90.00%");
        assertThat(f1.text(0.9, 0.9, 88.98)).isEqualTo("0.900");
        assertThat(f1.text(88.98, 0.9, 88.98)).isEqualTo("88.980");
    }

    @Test
    void smallNumbersOfOneSeriesHaveTheSameDigits() {
        Metric loss = Metric.of("box_loss");

        assertThat(loss.text(0.0759, 0.0088, 0.0759)).isEqualTo("0.0759");
        assertThat(loss.text(0.0088, 0.0088, 0.0759)).isEqualTo("0.0088");
        assertThat(loss.text(0, 0, 0.0046)).isEqualTo("0.00000");
        assertThat(loss.text(0.000002, 0, 0.0046)).isEqualTo("2.0e-06");
        assertThat(loss.text(0.0023, 0.0023, 4.2)).isEqualTo("0.0023");
        assertThat(loss.text(0.023, 0.023, 4.2)).isEqualTo("0.023");
    }

    @Test
    void aLargeNumberThatIsNoLossIsRounded() {
        assertThat(Metric.of("time_total_s").text(22057)).isEqualTo("22.1k");
        assertThat(Metric.of("ep_rew_mean").text(-12345)).isEqualTo("-12.3k");
        assertThat(Metric.of("loss").text(22057)).isEqualTo("2e+04");
    }

    @Property
    void nothingIsWiderThanEightAndASign(
            @ForAll @AlphaChars String name, @ForAll @DoubleRange(min = -1e99, max = 1e99) double value) {
        int sign = value < 0 ? 1 : 0;
        for (String known : new String[] {name, "loss", "acc", "reward", "lr", "grad_norm", "it/s", "steps", "time"}) {
            assertThat(Metric.of(known).text(value)).hasSizeBetween(1, 8 + sign);
        }
    }
}
