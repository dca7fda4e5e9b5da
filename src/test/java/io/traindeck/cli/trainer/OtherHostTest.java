package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.traindeck.cli.option.CliException;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherHostTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path runs;

    private final List<String> said = new ArrayList<>();
    private RunFolder run;

    @BeforeEach
    void makeRun() throws Exception {
        run = RunFolder.create(runs, "a");
        new RunJson("a", 0, training(), new RunJson.Trainer("node7", 4711, Map.of())).write(run.runJson());
    }

    private void log(TrainEvent event) {
        try {
            Files.writeString(
                    run.events(),
                    EventCodec.encode(event) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrainEvent reading() {
        return new TrainEvent.SystemUsage(1, 50, 100, List.of());
    }

    @Test
    void nothingIsSentToARunThatAnotherMachineMayTrain() throws Exception {
        log(reading());
        Files.createFile(run.lock());
        assertThat(Invocation.of("send", "a", "pause", "--runs", runs.toString())
                        .err())
                .isEqualTo(
                        "traindeck: another machine may train run a, and its lock cannot be seen here: nothing is sent"
                                + " from here; send it there\n");
        assertThat(run.commands()).isEmptyDirectory();
    }

    @Test
    void aLogThatGrowsShowsThatAnotherMachineTrains() {
        log(reading());
        OtherHost other = new OtherHost("node8", Patience.LIMIT, words -> {
            said.add(words);
            log(reading()); // Now it is looked at.
        });
        assertThatThrownBy(() -> other.requireGone(run))
                .isInstanceOf(CliException.class)
                .hasMessageStartingWith(
                        "run a is trained on node7 (process 4711): its log grows; end it there, or watch")
                .as("the code with which the script of a job puts it back")
                .extracting(refusal -> ((CliException) refusal).exitCode())
                .isEqualTo(75);
        assertThat(said)
                .containsExactly("run a was last trained on node7; looking for " + Patience.LIMIT.toSeconds()
                        + " s whether it still is (--force does not wait)");
    }

    @Test
    void aLogThatStandsStillDoesNot() throws Exception {
        log(reading());
        new OtherHost("node8", SHORT, said::add).requireGone(run);
        assertThat(said).hasSize(1);
    }

    @Test
    void nobodyWaitsWhereItIsThisMachineOrTheRunHasEnded() throws Exception {
        log(reading());
        new OtherHost("node7", Patience.LIMIT, said::add).requireGone(run);
        log(OwnEvents.ended(2, EndReason.TERMINATED, 3, 1, 0.5, ""));
        new OtherHost("node8", Patience.LIMIT, said::add).requireGone(run);
        assertThat(said).isEmpty();
    }

    private static RunTask.Training training() {
        return new RunTask.Training(
                "upgraded",
                new RunTask.Images("shapes", null, 0),
                1,
                new RunTask.Engine("cpu", 1),
                new JsonObject(),
                null);
    }
}
