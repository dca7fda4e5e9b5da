package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Resident;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trainer's resident memory at step 1000 is that of step 100.
 *
 * <p>Takes a minute or two, so it runs only when asked for: {@code mvn test -Dtest=FlatMemoryTest -DexcludedGroups=}
 */
@Tag("slow")
class FlatMemoryTest {
    private static final int FROM_STEP = 100;
    private static final int TO_STEP = 1000;
    private static final double PERCENT = 5;

    @TempDir
    private Path folder;

    @Test
    void memoryStaysFlat() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "skipped: no /proc on this system");
        try (Traindeck traindeck = new Traindeck(folder);
                LiveLog log = traindeck.log("flat")) {
            Command trainer = traindeck.start(
                    "train",
                    "--name=flat",
                    "--plain",
                    "--epochs=100",
                    "--limit=1000",
                    "--batch-size=32",
                    "--widths=16,32",
                    "--hidden=64",
                    "--patience=0",
                    "--checkpoint-every=50");
            log.await(OwnStep.class, step -> step.step() >= FROM_STEP);
            long early = Resident.kb(trainer.process().pid());
            log.await(OwnStep.class, step -> step.step() >= TO_STEP);
            long late = Resident.kb(trainer.process().pid());
            System.out.println("VmRSS at step " + FROM_STEP + ": " + early + " kB, at step " + TO_STEP + ": " + late);
            assertThat(late).isCloseTo(early, withinPercentage(PERCENT));
        }
    }
}
