package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @Test
    void secondsAndMillisecondsOfThisCenturyAreTimes() {
        assertThat(Times.ofUnix(1580910501.25)).isEqualTo(1580910501250L);
        assertThat(Times.ofUnix(1580910501250.0)).isEqualTo(1580910501250L);
    }

    @Test
    void whatIsTooSmallOrTooLargeIsNone() {
        for (double value :
                new double[] {0, -1, 24.5, 86_400, 946_684_799, 5e9, 5e12, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(Times.ofUnix(value)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-02-05T13:48:21.250Z",
                "2020-02-05 14:48:21,25+01:00",
                "2020/02/05 13:48:21.250999 UTC",
                "2020-02-05T08:48:21.25-0500"
            })
    void aDateWithAZoneIsATime(String text) {
        assertThat(Times.ofDate(text)).isEqualTo(1580910501250L);
    }

    @Test
    void aDateWithoutAZoneIsOneOfThisMachine() {
        long here = LocalDateTime.of(2018, 11, 10, 0, 18, 12)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
        assertThat(Times.ofDate("2018-11-10_00-18-12")).isEqualTo(here);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2020-02-05",
                "13:48:21",
                "2020-13-05T13:48:21Z",
                "2020-02-30 13:48:21",
                "2020-02-05T13:48:21+99:00"
            })
    void whatIsNoDateIsNone(String text) {
        assertThat(Times.ofDate(text)).isZero();
    }
}
