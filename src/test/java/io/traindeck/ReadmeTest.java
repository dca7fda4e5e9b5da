package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.comparison.ComparedRuns;
import io.traindeck.comparison.ComparisonMarkdown;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares what the README and the documents beside it say with what the program knows better. */
class ReadmeTest {
    /** The most lines: a reader who has just heard of the program reads no more. */
    private static final int LONGEST = 200;

    /** The check that decides whether a change may land takes the command from there. */
    @Test
    void tellsOnALineOfItsOwnHowTheTestsRun() throws Exception {
        assertThat(Document.README.text().lines().filter(line -> line.startsWith("mvn ")))
                .containsExactly("mvn verify");
    }

    @Test
    void isShort() throws IOException {
        assertThat(Document.README.text().lines().count()).isLessThanOrEqualTo(LONGEST);
    }

    @Test
    void holdsTheTableOfKeys() throws IOException {
        KeyTable keys = new KeyTable();
        assertThat(Document.README.text()).contains(keys.markdown(Context.LIVE));
        assertThat(Document.DASHBOARD.text())
                .contains(keys.markdown(Context.LIVE))
                .contains(keys.markdown(Context.REPLAY))
                .contains(keys.markdown(Context.COMPARE))
                .contains(keys.markdown(Context.HOME));
    }

    @Test
    void holdsTheComparisonOfTheRecordedRuns() throws RunException, IOException {
        List<LoggedRun> recorded = Stream.of("vanilla", "baseline", "upgraded")
                .map(name -> LoggedRun.of(new RunFolder(Path.of("runs", name))))
                .toList();
        long now = 0; // They are over.
        List<String> trouble = new ArrayList<>();
        assertThat(Document.COMPARING.text())
                .contains(ComparisonMarkdown.of(
                        ComparedRuns.read(recorded, false, now, trouble::add), StandardCharsets.UTF_8));
        assertThat(trouble).isEmpty();
    }
}
