package io.traindeck.cli.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conditions for which {@code wait} waits, and its output and exit codes. */
class WaitTest {
    private static final int OTHERWISE = 3;
    private static final int TIMEOUT = 124;
    private static final String STARTED = "{\"event\":\"run_started\",\"time_ms\":1,\"schema\":2,\"run\":\"one\"}";

    @TempDir
    private Path dir;

    private Invocation await(String... arguments) {
        List<String> all = new ArrayList<>(List.of("wait", "--runs", dir.toString()));
        all.addAll(List.of(arguments));
        return Invocation.of(all.toArray(String[]::new));
    }

    private RunFolder run(String name, String... lines) throws Exception {
        RunFolder folder = RunFolder.create(dir, name);
        append(folder.events(), lines);
        return folder;
    }

    private static void append(Path file, String... lines) throws IOException {
        String text = Stream.of(lines).map(line -> line + "\n").collect(Collectors.joining());
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String step(int step, double loss) {
        return "{\"event\":\"step\",\"time_ms\":" + (1000 + step) + ",\"step\":" + step + ",\"epoch\":"
                + (1 + (step - 1) / 10) + ",\"loss\":" + loss + "}";
    }

    private static String epoch(int epoch) {
        return "{\"event\":\"epoch\",\"time_ms\":2000,\"epoch\":" + epoch + ",\"step\":" + 10 * epoch
                + ",\"val_acc\":0.5}";
    }

    private static String ended(String reason, int step) {
        return "{\"event\":\"run_ended\",\"time_ms\":3000,\"reason\":\"" + reason + "\",\"step\":" + step + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "early_stop", "stopped", "parked", "terminated"})
    void aRunThatHasEndedIsNotWaitedFor(String reason) throws Exception {
        run("one", STARTED, step(7, 0.5), ended(reason, 7));
        assertThat(await("one").printed()).isEqualTo("one: " + reason + ", step 7\n");
    }

    @Test
    void aRunThatFailedOrCrashedHasEndedOtherwise() throws Exception {
        run("one", STARTED, step(7, 0.5), ended("failed", 7));
        run("two", STARTED, step(8, 0.5));
        Invocation both = await("one", "two");
        assertThat(both.exit()).isEqualTo(OTHERWISE);
        assertThat(both.out())
                .isEqualTo(
                        """
                        one: not ended, and not to come: failed, step 7
                        two: not ended, and not to come: crashed, step 8
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "step=12, 'one: completed, step 20'",
        "step=20, 'one: completed, step 20'",
        "epoch=1, 'one: epoch 1 done, step 10'",
        "epoch=2, 'one: epoch 2 done, step 20'",
        "loss<0.3, 'one: loss 0.25 at step 13'",
        "loss>0.4, 'one: loss 0.5 at step 2'",
        "val_acc > 0.4, 'one: val_acc 0.5 at step 10'"
    })
    void whatHasComeTrueIsNotWaitedFor(String until, String line) throws Exception {
        run("one", STARTED, step(2, 0.5), epoch(1), step(13, 0.25), step(15, 0.2), epoch(2), ended("completed", 20));
        assertThat(await("one", "--until", until).printed()).isEqualTo(line + "\n");
    }

    @ParameterizedTest
    @CsvSource({"step=21", "epoch=3", "loss<0.2", "loss>0.5", "val_acc>0.5", "nothing<1"})
    void aRunThatEndsBeforeHasEndedOtherwise(String until) throws Exception {
        run("one", STARTED, step(2, 0.5), epoch(1), step(15, 0.2), epoch(2), ended("completed", 20));
        Invocation invocation = await("one", "--until", until);
        assertThat(invocation.exit()).isEqualTo(OTHERWISE);
        assertThat(invocation.out()).isEqualTo("one: not " + until + ", and not to come: completed, step 20\n");
        assertThat(invocation.err().contains("has a metric nothing")).isEqualTo(until.startsWith("nothing"));
    }

    /** A moment that a later session has replaced is no part of the run's history. */
    @Test
    void whatALaterSessionHasReplacedDoesNotCount() throws Exception {
        run(
                "one",
                STARTED,
                step(2, 0.5),
                step(9, 0.1),
                "{\"event\":\"run_resumed\",\"time_ms\":1500,\"from_step\":5,\"epoch\":1,\"file\":\"\"}",
                step(6, 0.4),
                ended("completed", 6));
        assertThat(await("one", "--until", "loss<0.2").exit()).isEqualTo(OTHERWISE);
    }

    @Test
    void aLiveRunIsWaitedForUntilItIsFar() throws Exception {
        RunFolder folder = run("one", STARTED, step(1, 0.5));
        try (RunLock lock = RunLock.acquire(folder.lock()).orElseThrow()) {
            CompletableFuture<Invocation> waiting =
                    CompletableFuture.supplyAsync(() -> await("one", "--until", "step=3"));
            append(folder.events(), step(2, 0.5));
            append(folder.events(), step(3, 0.5));
            Invocation done = waiting.get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(done.out()).startsWith("one: ").endsWith(", step 3\n");
            assertThat(done.exit()).isZero();
        }
    }

    /** A person who waits for the end wants the device, or wants to resume the run. */
    @Test
    void aRunHasNotEndedWhileItsTrainerLives() throws Exception {
        RunFolder folder = run("one", STARTED, step(1, 0.5), ended("parked", 1));
        try (RunLock lock = RunLock.acquire(folder.lock()).orElseThrow()) {
            assertThat(await("one", "--timeout", "0").exit()).isEqualTo(TIMEOUT);
        }
        assertThat(await("one").printed()).isEqualTo("one: parked, step 1\n");
    }

    @Test
    void theTimeEndsTheWait() throws Exception {
        RunFolder folder = run("one", STARTED, step(1, 0.5));
        run("two", STARTED, step(5, 0.5), ended("completed", 5));
        try (RunLock lock = RunLock.acquire(folder.lock()).orElseThrow()) {
            Invocation over = await("one", "two", "--timeout", "0.05");
            assertThat(over.exit()).isEqualTo(TIMEOUT);
            assertThat(over.out().lines().toList().get(0)).isEqualTo("two: completed, step 5");
            assertThat(over.out().lines().toList().get(1)).startsWith("one: not ended in that time: ");
        }
    }

    /** The times in the log are those of the trainer's clock, which may be hours behind ours. */
    @Test
    void aRunWhoseLogHasGrownJustNowHasNotStalledWhateverItsTimesSay() throws Exception {
        RunFolder folder = run("one", STARTED, step(1, 0.5));
        try (RunLock lock = RunLock.acquire(folder.lock()).orElseThrow()) {
            assertThat(await("one", "--timeout", "0").out()).contains("in that time: running");
            assertThat(Invocation.of("show", folder.path().toString(), "--json").out())
                    .contains("\"state\": \"running\"");
            Files.setLastModifiedTime(
                    folder.events(), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            assertThat(await("one", "--timeout", "0").out()).contains("in that time: stalled");
        }
    }

    @Test
    void aLogOfOthersIsWaitedForAndToBeQuietIsNotToHaveEnded() throws Exception {
        Path log = Files.writeString(dir.resolve("metrics.csv"), "step,loss\n1,0.5\n2,0.25\n");
        assertThat(await(log.toString(), "--until", "loss<0.3").printed())
                .isEqualTo("metrics.csv: loss 0.25 at step 2\n");
        Files.setLastModifiedTime(log, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Invocation quiet = await(log.toString(), "--timeout", "0.05");
        assertThat(quiet.exit()).isEqualTo(TIMEOUT);
        assertThat(quiet.err()).contains("nobody has said that it ended");
        assertThat(quiet.err().lines()).hasSize(1);
    }

    /** Some programs count the epoch that is being trained, some the part of it that is done. */
    @Test
    void anEpochThatIsAFractionIsDoneWhenItIsWhole() throws Exception {
        Path log = Files.writeString(
                dir.resolve("log.jsonl"),
                """
                {"step": 10, "epoch": 0.5, "loss": 0.5}
                {"step": 20, "epoch": 1.0, "loss": 0.5}
                """);
        assertThat(await(log.toString(), "--until", "epoch=1", "--timeout", "0").exit())
                .isZero();
        RunFolder folder = run("one", STARTED, step(1, 0.5));
        try (RunLock lock = RunLock.acquire(folder.lock()).orElseThrow()) {
            assertThat(await("one", "--until", "epoch=1", "--timeout", "0").exit())
                    .isEqualTo(TIMEOUT);
            append(folder.events(), step(11, 0.5));
            assertThat(await("one", "--until", "epoch=1", "--timeout", "0").exit())
                    .isZero();
        }
    }

    @Test
    void jsonHasAnObjectInEachLine() throws Exception {
        run("one", STARTED, step(2, 0.1), ended("stopped", 2));
        run("two", STARTED, step(4, 0.75), ended("failed", 4));
        Invocation both = await("one", "two", "--until", "loss<0.5", "--json");
        assertThat(both.exit()).isEqualTo(OTHERWISE);
        List<JsonObject> lines = both.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .hasToString(
                        "{\"run\":\"one\",\"path\":\"" + dir.resolve("one").toAbsolutePath()
                                + "\",\"until\":\"loss<0.5\",\"outcome\":\"true\",\"state\":\"stopped\",\"step\":2,\"value\":0.1}");
        assertThat(lines.get(1).get("outcome").getAsString()).isEqualTo("otherwise");
        assertThat(lines.get(1).get("value").isJsonNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "step=", "step=-1", "epoch=1.5", "loss<", "<1", "loss=1", "loss<x", "loss<NaN", ""})
    void whatNobodyCanWaitForIsRefused(String until) throws Exception {
        run("one", STARTED, ended("completed", 0));
        await("one", "--until", until).assertFails(2, "--until");
    }

    @Test
    void aRunThatIsNotThereIsRefusedAndSoIsATimeBelowZero() throws Exception {
        await("none").assertFails(1, "no run \"none\"");
        run("one", STARTED);
        await("one", "--timeout", "-1").assertFails(2, "--timeout should be 0 or more");
    }
}
