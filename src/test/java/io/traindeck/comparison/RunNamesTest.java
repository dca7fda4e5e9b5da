package io.traindeck.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunNamesTest {
    private static List<String> names(String... paths) {
        return RunNames.of(Stream.of(paths).map(Path::of).toList());
    }

    @Test
    void theNameOfTheFolderIsEnoughWhereNoOtherHasIt() {
        assertThat(names("runs/vanilla", "runs/upgraded/", "elsewhere/./baseline"))
                .containsExactly("vanilla", "upgraded", "baseline");
    }

    @Test
    void asMuchOfThePathAsItTakesTellsNamesakesApart() {
        assertThat(names("/x/a/runs/vanilla", "/x/b/runs/vanilla", "/x/a/runs/other"))
                .containsExactly("a/runs/vanilla", "b/runs/vanilla", "other");
        assertThat(names("/vanilla", "/runs/vanilla")).containsExactly("/vanilla", "vanilla");
    }

    @Test
    void theSameRunOnceMoreIsCounted() {
        assertThat(names("runs/vanilla", "runs/../runs/vanilla", "runs/vanilla"))
                .containsExactly("vanilla", "vanilla (2)", "vanilla (3)");
        assertThat(names("runs/vanilla", "runs/vanilla", "runs/vanilla (2)"))
                .containsExactly("vanilla", "vanilla (2)", "vanilla (2) (2)");
    }

    @Test
    void whatDoesNotPrintIsNotInAName() {
        assertThat(names("runs/a\u001bb", "runs/a\u009bb")).containsExactly("a?b", "a?b (2)");
    }
}
