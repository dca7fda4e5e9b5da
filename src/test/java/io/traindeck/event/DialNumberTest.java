package io.traindeck.event;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DialNumberTest {
    @Test
    void aNumberIsWrittenInOneWayWhateverWroteIt() {
        assertThat(DialNumber.text(5e-5)).isEqualTo("5e-5");
        assertThat(DialNumber.text("0.000050")).isEqualTo("5e-5");
        assertThat(DialNumber.text("5.0E-5")).isEqualTo("5e-5");
        assertThat(DialNumber.text("1.0E-7")).isEqualTo("1e-7");
        assertThat(DialNumber.text("0.00010")).isEqualTo("0.0001");
        assertThat(DialNumber.text("1.0")).isEqualTo("1");
        assertThat(DialNumber.text("-0.0")).isEqualTo("0");
        assertThat(DialNumber.text("1e3")).isEqualTo("1000");
        assertThat(DialNumber.text("1.5e300")).isEqualTo("1.5e300");
        assertThat(Dial.MAX_LR.text(0.00005)).isEqualTo("5e-5");
    }

    @Test
    void whatIsNoNumberStaysAsItIs() {
        assertThat(DialNumber.text("true")).isEqualTo("true");
        assertThat(DialNumber.text("NaN")).isEqualTo("NaN");
        assertThat(DialNumber.text("")).isEmpty();
        assertThat(DialNumber.text("1e99999")).isEqualTo("1e99999");
    }

    @Property(tries = 1000)
    void givesBackTheSameNumber(@ForAll double value) {
        assertThat(Double.parseDouble(DialNumber.text(value))).isEqualTo(value == 0 ? 0.0 : value);
    }
}
