package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck.Command;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A copy or a clone of a run lacks its empty folders. */
class CopiedRunTest extends StartsTraindeck {
    @Test
    void isSteeredAsTheRunItself() throws Exception {
        RunFolder run = traindeck.folder("a");
        try (LiveLog log = traindeck.log("a")) {
            Command first = traindeck.trainForEver("a");
            log.await(OwnStep.class);
            first.signal("TERM");
            assertThat(first.exit()).isEqualTo(143);
            Files.delete(run.commands());

            Command second = traindeck.start("resume", "a", "--plain");
            log.await(TrainEvent.RunResumed.class);
            traindeck.run("send", "a", "stop", "--wait");
            assertThat(second.exit()).isZero();
        }
    }
}
