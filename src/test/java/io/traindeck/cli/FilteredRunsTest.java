package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.SavedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runs --filter}. */
class FilteredRunsTest {
    @TempDir
    private Path runs;

    @BeforeEach
    void makeRuns() throws Exception {
        SavedLog.write(RunFolder.create(runs, "ours").events(), 3, 10);
        Path log = Files.createDirectory(runs.resolve("low")).resolve("metrics.csv");
        Files.writeString(log, "step,val_loss\n1,3\n2,0.5\n");
    }

    private Invocation runs(String... more) {
        List<String> arguments = new ArrayList<>(List.of("runs", "--runs", runs.toString(), "--filter"));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    @Test
    void listsThoseThatFit() {
        assertThat(runs("val_loss<1 format:csv").printed()).contains("low").doesNotContain("ours");
        assertThat(JsonParser.parseString(runs("-format:csv", "--json").printed())
                        .getAsJsonArray())
                .singleElement()
                .satisfies(run -> assertThat(run.getAsJsonObject().get("name").getAsString())
                        .isEqualTo("ours"));
        assertThat(runs("val_loss<0.1").printed()).startsWith("none of the 2 runs in ");
        assertThat(runs("val_loss<0.1", "--json").printed().strip()).isEqualTo("[]");
    }

    @Test
    void saysWhatIsWrong() {
        runs("val_loss<low").assertFails(2, "--filter: \"val_loss<low\": a number should follow <, not \"low\"");
        Invocation unknown = runs("val_los<1", "--json");
        assertThat(unknown.err()).contains("No run has a dial, fact or metric called val_los; did you mean val_loss?");
        assertThat(unknown.exit()).isZero();
    }
}
