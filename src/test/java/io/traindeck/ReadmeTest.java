package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.comparison.ComparedRuns;
import io.traindeck.comparison.ComparisonMarkdown;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says that the program knows better. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @Test
    void holdsTheTableOfKeys() {
        assertThat(README).content().contains(new KeyTable().markdown());
    }

    @Test
    void holdsTheComparisonOfTheRecordedRuns() throws RunException {
        List<LoggedRun> recorded = Stream.of("vanilla", "baseline", "upgraded")
                .map(name -> LoggedRun.of(new RunFolder(Path.of("runs", name))))
                .toList();
        long now = 0; // They are over.
        List<String> trouble = new ArrayList<>();
        assertThat(README).content().contains(ComparisonMarkdown.of(ComparedRuns.read(recorded, now, trouble::add)));
        assertThat(trouble).isEmpty();
    }
}
