package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck.Command;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run has one trainer, whatever becomes of its lock. */
class SecondTrainerTest extends StartsTraindeck {
    @Test
    void aSecondTrainerSaysSoByAnExitStatusOfItsOwn() throws Exception {
        traindeck.trainForEver("a");
        try (LiveLog log = traindeck.log("a")) {
            log.await(OwnStep.class);

            Command second = traindeck.start("resume", "a", "--plain");

            assertThat(second.exit()).isEqualTo(75);
            assertThat(second.err().lines()).singleElement().asString().contains("has a trainer already");
            log.awaitNewStep();
        }
    }

    @Test
    void soDoesOneInTheBackground() throws Exception {
        traindeck.start("run", "--name", "a", "--plain", "--", "sleep", "600");
        try (LiveLog log = traindeck.log("a")) {
            log.await(TrainEvent.RunStarted.class);

            Command second = traindeck.start("resume", "a", "--detach");

            assertThat(second.exit()).isEqualTo(75);
            assertThat(second.err().lines()).singleElement().asString().contains("has a trainer already");
        }
    }

    /** This is as on a file system whose locks do not hold between machines: the second trainer finds the run free. */
    @Test
    void aTrainerThatRunJsonNoLongerNamesEndsAndWritesNothingMore() throws Exception {
        Command first = traindeck.trainForEver("a");
        RunFolder run = traindeck.folder("a");
        try (LiveLog log = traindeck.log("a")) {
            log.await(OwnStep.class);
            String json = Files.readString(run.runJson());
            String host = json.replaceFirst("\"host\": \"[^\"]*\"", "\"host\": \"another-node\"");
            assertThat(host).isNotEqualTo(json);
            Files.writeString(run.runJson(), host);

            assertThat(first.exit()).isEqualTo(75);
            assertThat(first.err()).contains("run a has got another trainer, as run.json says, so this one ends");
            List<TrainEvent> events = log.events();
            assertThat(events.get(events.size() - 1)).isNotInstanceOf(TrainEvent.RunEnded.class);
            assertThat(Files.readString(run.runJson())).isEqualTo(host);
        }
    }
}
