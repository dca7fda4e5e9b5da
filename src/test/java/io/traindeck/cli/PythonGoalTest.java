package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.metric.Metric;
import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The direction that a loop in Python reads from the name of its goal, against what the views read from that name. */
class PythonGoalTest {
    private static final Path NAMES = Path.of("src", "test", "resources", "metric", "names.csv");

    @TempDir
    Path dir;

    @Test
    void aNameSaysTheSameToTheLoopAsToTheViews() throws Exception {
        Python.assume("fcntl");
        List<String> expected = Files.readAllLines(NAMES).stream()
                .skip(1)
                .filter(line -> !line.startsWith("#"))
                .map(line -> Metric.of(line.substring(0, line.indexOf(','))))
                .filter(metric -> metric.better() != null)
                .map(metric -> metric.better().name().toLowerCase(Locale.ROOT) + " " + metric.name())
                .toList();
        Path names = dir.resolve("names");
        Files.write(
                names,
                expected.stream()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .toList());
        String program =
                """
                import traindeck
                for name in open("names"):
                    goal = traindeck._goal(name.rstrip("\\n"))
                    print(goal["better"], goal["metric"])
                """;
        try (PythonLoop loop = PythonLoop.of(dir, Map.of(), "goals", program)) {
            assertThat(loop.exit()).as(loop.printed()).isZero();
            assertThat(loop.printed().lines())
                    .hasSizeGreaterThan(100)
                    .anyMatch("higher cancer_auc"::equals)
                    .containsExactlyElementsOf(expected);
        }
    }
}
