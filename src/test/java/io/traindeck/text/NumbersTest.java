package io.traindeck.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.dashboard.SampleRun;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.DoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Property
    void roundsToTheNearest(
            @ForAll @DoubleRange(min = -10, max = 10) double mantissa,
            @ForAll @IntRange(min = -12, max = 12) int exponent,
            @ForAll @IntRange(max = 4) int decimals) {
        double value = mantissa * Math.pow(10, exponent);
        String fixed = Numbers.fixed(value, decimals);
        double half = 0.5 * Math.pow(10, -decimals);
        double slack = 1e-9 * Math.abs(value);
        assertThat(Double.parseDouble(fixed)).isCloseTo(value, within(half * (1 + 1e-9) + slack));
        assertThat(fixed).matches(decimals == 0 ? "-?\\d+" : "-?\\d+\\.\\d{" + decimals + "}");
        String power = Numbers.power(value, decimals);
        double unit = value == 0 ? 1 : Math.pow(10, Math.floor(Math.log10(Math.abs(value))));
        assertThat(Double.parseDouble(power)).isCloseTo(value, within(half * unit * (1 + 1e-9) + slack));
        assertThat(power).matches(decimals == 0 ? "-?\\de[+-]\\d\\d" : "-?\\d\\.\\d{" + decimals + "}e[+-]\\d\\d");
    }

    @Property
    void writesWhatExactReckoningWrites(
            @ForAll @IntRange(min = -2_000_000, max = 2_000_000) int units,
            @ForAll @IntRange(max = 8) int scale,
            @ForAll @IntRange(max = 6) int decimals) {
        BigDecimal exact = BigDecimal.valueOf(units, scale);
        BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_UP);
        assertThat(Numbers.fixed(exact.doubleValue(), decimals)).isEqualTo(rounded.toPlainString());
    }

    @Property
    void writesThePowerOfTenThatExactReckoningWrites(
            @ForAll @IntRange(min = -2_000_000, max = 2_000_000) int units,
            @ForAll @IntRange(min = -40, max = 40) int scale,
            @ForAll @IntRange(max = 6) int decimals) {
        double value = BigDecimal.valueOf(units, scale).doubleValue();
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(decimals + 1, RoundingMode.HALF_UP));
        String power = Numbers.power(value, decimals);
        assertThat(new BigDecimal(power)).isEqualByComparingTo(rounded);
        assertThat(power).matches(decimals == 0 ? "-?\\de[+-]\\d\\d" : "-?\\d\\.\\d{" + decimals + "}e[+-]\\d\\d");
    }

    @Test
    void theShortestFormOfNothingIsZero() {
        assertThat(Numbers.shortest(0)).isEqualTo("0");
        assertThat(Numbers.shortest(-0.0)).isEqualTo("0");
        assertThat(Numbers.shortest(1e-9)).isEqualTo("1e-9");
    }

    @Test
    void writesWhatIsNotFiniteInAWord() {
        List<DoubleFunction<String>> forms = List.of(
                Numbers::loss,
                Numbers::norm,
                Numbers::rate,
                value -> Numbers.fixed(value, 2),
                value -> Numbers.power(value, 2),
                Numbers::shortest,
                Numbers::percent,
                Numbers::points,
                Numbers::scaled);
        for (DoubleFunction<String> form : forms) {
            assertThat(form.apply(Double.NaN)).isEqualTo("NaN");
            assertThat(form.apply(Double.POSITIVE_INFINITY)).isEqualTo("inf");
            assertThat(form.apply(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
        }
    }

    @Test
    void keepsToItsWidth() {
        assertThat(Numbers.loss(0.6114)).isEqualTo("0.611");
        assertThat(Numbers.loss(123.4)).isEqualTo("123");
        assertThat(Numbers.loss(-99.9996)).as("rounded first").isEqualTo("-100");
        assertThat(Numbers.loss(3e8)).isEqualTo("3e+08");
        assertThat(Numbers.loss(Double.NaN)).isEqualTo("NaN");
        assertThat(Numbers.norm(Double.POSITIVE_INFINITY)).isEqualTo("inf");
        assertThat(Numbers.rate(1.96e-3)).isEqualTo("1.96e-03");
        assertThat(Numbers.rate(0)).isEqualTo("0.00e+00");
        assertThat(Numbers.percent(0.8215)).isEqualTo("82.15%");
        assertThat(Numbers.percent(0.7765)).as("as one reckons by hand").isEqualTo("77.65%");
        assertThat(Numbers.percent(1)).isEqualTo("100%");
        assertThat(Numbers.count(-1_234_567)).isEqualTo("-1 234 567");
        assertThat(Numbers.count(123)).isEqualTo("123");
        assertThat(Numbers.counted(1, "epoch")).isEqualTo("1 epoch");
        assertThat(Numbers.counted(1_200, "image")).isEqualTo("1 200 images");
        assertThat(Numbers.bytes(39_400_000)).isEqualTo("39 MB");
        assertThat(Numbers.bytes(512)).isEqualTo("512 B");
    }

    @Test
    void timesHaveTwoUnitsAtMost() {
        assertThat(Numbers.span(45.2)).isEqualTo("45s");
        assertThat(Numbers.span(161)).isEqualTo("2m41s");
        assertThat(Numbers.span(3_900)).isEqualTo("1h05m");
        assertThat(Numbers.span(1_047_600)).isEqualTo("12d03h");
        assertThat(Numbers.span(100 * 86_400 - 1)).isEqualTo("99d23h");
        assertThat(Numbers.span(543.5 * 86_400)).isEqualTo("543d");
        assertThat(Numbers.span(8.1 * 365.25 * 86_400)).isEqualTo("8.1y");
        assertThat(Numbers.span(999.94 * 365.25 * 86_400)).isEqualTo("999.9y");
        assertThat(Numbers.span(Double.NaN)).isEqualTo("?");
        assertThat(Numbers.estimate(2_820)).isEqualTo("47m");
        assertThat(Numbers.clock(SampleRun.START_MS + 41 * 60_000 + 7_000, ZoneOffset.UTC))
                .isEqualTo("10:41:07");
    }
}
