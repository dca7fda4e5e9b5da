package io.traindeck.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.run.RunFolder;
import io.traindeck.testing.Changes;
import io.traindeck.testing.Patience;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OtherRunTest {
    @Test
    void theRunThatIsFoundIsToldWithoutWaitingForIt() throws InterruptedException {
        Optional<RunFolder> run = Optional.of(new RunFolder(Path.of("runs/other")));
        Changes changes = new Changes();
        Semaphore search = new Semaphore(0);
        OtherRun other = new OtherRun(
                () -> {
                    search.acquireUninterruptibly();
                    return run;
                },
                changes);
        assertThat(other.found()).isEmpty();
        search.release();
        assertThat(changes.await(other::found, Optional::isPresent)).isEqualTo(run);
    }

    @Test
    void aSearchThatFailsFindsNothingAndEndsNoPicture() throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        OtherRun other = new OtherRun(
                () -> {
                    throw new IllegalStateException("a search that fails");
                },
                changes::release);
        assertThat(other.found()).isEmpty();
        assertThat(changes.tryAcquire(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(other.found()).isEmpty();
    }
}
