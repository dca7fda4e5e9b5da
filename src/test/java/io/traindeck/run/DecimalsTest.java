package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Every answer must be the nearest double, to the last bit. */
class DecimalsTest {
    private static final long MOST = 999_999_999_999_999_999L;

    @Property
    void saysTheNearestDoubleOrNothing(
            @ForAll @LongRange(min = 0, max = MOST) long digits,
            @ForAll @IntRange(min = -400, max = 400) int exponent) {
        agrees(digits, exponent);
    }

    @Property
    void saysTheNearestDoubleOfSmallExponents(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            agrees((random.nextLong() >>> random.nextInt(63)) % (MOST + 1) & Long.MAX_VALUE, random.nextInt(50) - 25);
        }
    }

    @Property
    void saysTheDoubleWhoseShortestTextItIs(@ForAll long seed) {
        Random random = new Random(seed);
        int told = 0;
        for (int i = 0; i < 100; i++) {
            double number = random.nextDouble();
            BigDecimal text = new BigDecimal(Double.toString(number));
            double found = Decimals.nearest(text.unscaledValue().longValueExact(), -text.scale());
            assertThat(Double.isNaN(found) || found == number).as("%s", text).isTrue();
            told += Double.isNaN(found) ? 0 : 1;
        }
        assertThat(told).isGreaterThan(90);
    }

    @Property
    void roundsRightBesideTheMiddleOfTwoDoubles(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            double number = 1 + random.nextDouble() * 4;
            BigDecimal middle = new BigDecimal(number)
                    .add(new BigDecimal(Math.nextUp(number)))
                    .divide(BigDecimal.valueOf(2));
            long digits = middle.movePointRight(17).longValue();
            agrees(digits, -17);
            agrees(digits + 1, -17);
        }
    }

    @Test
    void leavesOutWhatTakesALongerWay() {
        assertThat(Decimals.nearest(1, 23)).isNaN();
        assertThat(Decimals.nearest(1, -23)).isNaN();
        assertThat(Decimals.nearest(MOST, 1)).isNaN();
        // In the middle of two doubles.
        assertThat(Decimals.nearest((1L << 53) + 1, 0)).isIn(Double.NaN, 0x1p53);
    }

    private static void agrees(long digits, int exponent) {
        double found = Decimals.nearest(digits, exponent);
        if (!Double.isNaN(found)) {
            assertThat(found).as("%de%d", digits, exponent).isEqualTo(Double.parseDouble(digits + "e" + exponent));
        }
    }
}
