package io.traindeck.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.Traindeck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options by which other programs read the results of a queue, through the command line. */
class QueueForProgramsTest {
    @TempDir
    Path dir;

    @Test
    void theResultsAreAllThatStdoutHas() throws Exception {
        try (Traindeck traindeck = new Traindeck(dir)) {
            Traindeck.Command sweep = traindeck.start(
                    "sweep",
                    "--json",
                    "--name",
                    "any",
                    "--vary",
                    "lr=0.5,0.25,0",
                    "--",
                    "sh",
                    "-c",
                    "for step in 1 2 3; do echo step $step loss {lr}; done; [ {lr} != 0 ]");

            assertThat(sweep.exit()).as("one of them fails").isEqualTo(1);
            JsonObject json = JsonParser.parseString(sweep.out()).getAsJsonObject();
            assertThat(json.get("best").getAsString()).isEqualTo("any-lr=0.25");
            assertThat(json.getAsJsonArray("points")).hasSize(3);
            assertThat(sweep.err().lines())
                    .contains("[1/3] any-lr=0.5", "[2/3] any-lr=0.25", "[3/3] any-lr=0")
                    .last()
                    .isEqualTo("traindeck: 1 of 3 runs have no result: any-lr=0");
        }
    }

    @Test
    void whoDoesNotWaitHasNoResults() {
        for (String command : new String[] {"ablate", "sweep --max-lr 1e-3,3e-3"}) {
            Invocation.of(("--runs " + dir + "/none " + command + " --json --detach").split(" "))
                    .assertFails(2, "--json tells the results, for which --detach does not wait");
        }
    }
}
