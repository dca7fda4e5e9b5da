package io.traindeck.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The meanings of names, by a table of names that real trainers write: {@code metric/names.csv}. */
class MetricNamesTest {
    private static List<String> lines() throws Exception {
        try (InputStream in = MetricNamesTest.class.getResourceAsStream("/metric/names.csv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static String reading(Metric metric) {
        String better = metric.better() == null ? "" : metric.better().name();
        return String.join(
                ",",
                metric.name(),
                metric.part().name(),
                metric.quantity(),
                metric.kind().name(),
                better);
    }

    @Example
    void everyNameOfTheTableIsReadAsItSays() throws Exception {
        List<String> expected =
                lines().stream().skip(1).filter(line -> !line.startsWith("#")).toList();
        List<String> read = expected.stream()
                .map(line -> reading(Metric.of(line.substring(0, line.indexOf(',')))))
                .toList();

        assertThat(read).hasSizeGreaterThan(150).doesNotHaveDuplicates().isEqualTo(expected);
    }

    @Property
    void anyNameIsReadSomehow(@ForAll String name) {
        Metric metric = Metric.of(name);

        assertThat(metric.name()).isEqualTo(name);
        assertThat(metric.quantity()).isNotEmpty();
        assertThat(metric.title()).isNotEmpty();
    }
}
