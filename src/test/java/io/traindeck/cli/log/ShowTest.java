package io.traindeck.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.Names;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.source.NameIndex;
import io.traindeck.source.tensorboard.TensorBoardWriter;
import io.traindeck.testing.Invocation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowTest {
    private static final int FAILURE = 1;
    private static final Path RECORDED = Path.of("runs");

    @TempDir
    private Path dir;

    private Invocation show(String... arguments) {
        List<String> all = new ArrayList<>(List.of("show", "--runs", dir.toString()));
        all.addAll(List.of(arguments));
        return Invocation.of(all.toArray(String[]::new));
    }

    private JsonObject json(Path path) {
        return JsonParser.parseString(show(path.toString(), "--json").printed()).getAsJsonObject();
    }

    private static JsonObject metric(JsonObject shown, String name) {
        for (JsonElement metric : shown.getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals(name)) {
                return metric.getAsJsonObject();
            }
        }
        throw new AssertionError("no " + name + " in " + shown);
    }

    private Path file(String name, String... lines) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, Stream.of(lines).map(line -> line + "\n").collect(Collectors.joining()));
    }

    private static String step(int step, double loss) {
        return "{\"event\":\"step\",\"time_ms\":" + step + ",\"step\":" + step + ",\"epoch\":1,\"loss\":" + loss
                + ",\"lr\":0.1,\"grad_norm\":1.0,\"images_per_s\":1.0}";
    }

    @Test
    void aRunOfOursIsShownAsATable() {
        String shown = show(RECORDED.resolve("upgraded").toString()).printed();
        assertThat(shown)
                .startsWith(
                        """
                        run         upgraded
                        log         runs/upgraded (traindeck)
                        state       completed
                        step        3 910 of 3 910
                        epoch       10 of 10
                        goal        val_acc, higher is better
                        facts       recipe upgraded
                                    data cifar10
                        """)
                .contains(
                        """

                        metric          points    first        last  last step       min      max
                        loss             3 910  2.31265    0.674142      3 910  0.337871  2.39297
                        """)
                .contains("val_acc             10   0.4953      0.8295      3 910    0.4953   0.8295\n");
    }

    @Test
    void dialsThatWereTurnedAreShownAsTheyAreInForce() throws IOException {
        Path log = file(
                "turned/events.jsonl",
                "{\"event\":\"run_started\",\"time_ms\":1,\"schema\":2,\"plan\":{\"epochs\":2,\"steps_per_epoch\":2},"
                        + "\"facts\":{\"dropout\":0.1}}",
                step(1, 2.5),
                "{\"event\":\"dial\",\"time_ms\":1,\"step\":1,\"name\":\"epochs\",\"old\":2,\"new\":20}",
                "{\"event\":\"dial\",\"time_ms\":1,\"step\":1,\"name\":\"dropout\",\"old\":0.1,\"new\":0.3}",
                step(2, 2.4));
        assertThat(show(log.toString()).printed())
                .contains("step        2 of 40\n", "epoch       1 of 20\n", "facts       dropout 0.3\n")
                .contains("turned      epochs from 2 to 20 after step 1\n");
        JsonObject json = json(log);
        assertThat(json.getAsJsonObject("facts").get("dropout").getAsDouble()).isEqualTo(0.3);
        assertThat(json.getAsJsonObject("turned").toString())
                .isEqualTo("{\"epochs\":[{\"step\":1,\"value\":20}],\"dropout\":[{\"step\":1,\"value\":0.3}]}");
    }

    @Test
    void theFiguresAreThoseOfTheLog() throws IOException {
        Map<String, List<Double>> values = valuesByName(RECORDED.resolve("vanilla/events.jsonl"));
        JsonObject shown = json(RECORDED.resolve("vanilla"));
        assertThat(shown.get("plan")).hasToString("{\"steps\":3910,\"epochs\":10,\"steps_per_epoch\":391}");
        assertThat(shown.get("left_out").getAsBoolean()).isFalse();
        assertThat(shown.getAsJsonArray("not_read")).isEmpty();
        assertThat(shown.get("run").getAsString()).isEqualTo("vanilla");
        assertThat(shown.get("path").getAsString())
                .isEqualTo(RECORDED.resolve("vanilla").toAbsolutePath().toString());
        assertThat(shown.get("state").getAsString()).isEqualTo("completed");
        assertThat(shown.get("unreadable").getAsInt()).isZero();
        assertThat(shown.getAsJsonObject("facts").get("seed").getAsInt()).isEqualTo(42);
        assertThat(shown.getAsJsonArray("metrics")).hasSameSizeAs(values.keySet());
        values.forEach((name, numbers) -> {
            JsonObject metric = metric(shown, name);
            assertThat(metric.get("points").getAsInt()).as(name).isEqualTo(numbers.size());
            assertThat(metric.get("first").getAsDouble()).isEqualTo(numbers.get(0));
            assertThat(metric.get("last").getAsDouble()).isEqualTo(numbers.get(numbers.size() - 1));
            assertThat(metric.get("min").getAsDouble())
                    .isEqualTo(numbers.stream().mapToDouble(v -> v).min().getAsDouble());
            assertThat(metric.get("max").getAsDouble())
                    .isEqualTo(numbers.stream().mapToDouble(v -> v).max().getAsDouble());
        });
    }

    private static Map<String, List<Double>> valuesByName(Path log) throws IOException {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(log)) {
            JsonObject event = JsonParser.parseString(line).getAsJsonObject();
            if (List.of("step", "epoch").contains(event.get("event").getAsString())) {
                event.asMap().forEach((name, value) -> {
                    boolean number = value.getAsJsonPrimitive().isNumber();
                    if (number && !List.of("time_ms", "step", "epoch").contains(name)) {
                        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value.getAsDouble());
                    }
                });
            }
        }
        return values;
    }

    @Test
    void whatAResumedTrainerDidAgainCountsOnce() throws IOException {
        Path log = file(
                "run/events.jsonl",
                step(1, 5),
                step(2, 4),
                step(3, 1),
                "{\"event\":\"run_resumed\",\"time_ms\":4,\"from_step\":2,\"epoch\":1,\"file\":\"f\"}",
                step(3, 3),
                "garbage");
        JsonObject shown = json(log.getParent());
        assertThat(shown.get("step").getAsInt()).isEqualTo(3);
        assertThat(shown.get("unreadable").getAsInt()).isEqualTo(1);
        assertThat(metric(shown, "loss").toString())
                .isEqualTo("{\"name\":\"loss\",\"points\":3,\"first\":5,\"last\":3,\"last_step\":3,\"min\":3,\"max\":5,"
                        + "\"not_finite\":0}");
        assertThat(show("run").printed()).contains("unreadable  1 record\n");
    }

    @Test
    void theStateOfARunIsThatOfTheListOfRuns() throws Exception {
        RunFolder run = new RunFolder(file("run/events.jsonl", step(1, 5)).getParent());
        assertThat(state(run.path())).isEqualTo("crashed");
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            Files.setLastModifiedTime(run.events(), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            assertThat(state(run.path())).isEqualTo("stalled");
            file("run/events.jsonl", step(1, 5), "{\"event\":\"paused\",\"time_ms\":4,\"step\":1}");
            assertThat(state(run.path())).isEqualTo("paused");
        }
    }

    private String state(Path path) {
        return json(path).get("state").getAsString();
    }

    @Test
    void aLogOfOthersRunsWhileItGrowsAndIsQuietAfterFiveMinutes() throws IOException {
        Path log = file("log.csv", "step,loss", "1,0.5");
        assertThat(state(log)).isEqualTo("running");
        Files.setLastModifiedTime(log, FileTime.from(Instant.now().minus(Duration.ofSeconds(310))));
        assertThat(state(log)).isEqualTo("quiet");
    }

    @Test
    void anEmptyLogHasNoFigures() throws IOException {
        Path log = file("progress.csv");
        JsonObject shown = json(log);
        assertThat(shown.get("step").isJsonNull()).isTrue();
        assertThat(shown.get("epoch").isJsonNull()).isTrue();
        assertThat(shown.get("goal").isJsonNull()).isTrue();
        assertThat(shown.getAsJsonArray("metrics")).isEmpty();
        assertThat(show(log.toString()).printed()).endsWith("\nno metric yet\n");
    }

    @Test
    void numbersThatAreNotFiniteAreWordsInJson() throws IOException {
        JsonObject shown = json(file("log.csv", "step,loss,best", "1,nan,inf", "2,0.1,-inf"));
        assertThat(metric(shown, "loss").toString())
                .isEqualTo("{\"name\":\"loss\",\"points\":2,\"first\":\"NaN\",\"last\":0.1,\"last_step\":2,\"min\":0.1,"
                        + "\"max\":0.1,\"not_finite\":1}");
        assertThat(metric(shown, "best").toString())
                .isEqualTo("{\"name\":\"best\",\"points\":2,\"first\":\"Infinity\",\"last\":\"-Infinity\","
                        + "\"last_step\":2,\"min\":null,\"max\":null,\"not_finite\":2}");
        assertThat(show("log.csv").printed())
                .contains("metric  points  first  last  last step  min  max  NaN, inf\n")
                .contains("loss         2    NaN   0.1          2  0.1  0.1         1\n")
                .contains("best         2    inf  -inf          2    -    -         2\n");
    }

    @Test
    void aLogUnderTheFolderOfRunsHasItsNameForAName() throws IOException {
        file("exp 1/metrics.csv", "step,loss", "1,0.5");
        assertThat(show("exp 1").printed()).startsWith("run         exp 1\n");
    }

    @Test
    void ofAFolderWithSeveralLogsOneIsReadAndTheOthersAreNamed() throws IOException {
        file("run/more.csv", "step,loss,accuracy", "1,0.5,0.25");
        Path less = file("run/sub/less.csv", "step,loss", "1,0.5");
        assertThat(show("run").printed())
                .contains("log         " + dir.resolve("run/more.csv") + " (CSV)\n")
                .contains("not read    " + less + " (CSV)\n");
        assertThat(json(dir.resolve("run")).getAsJsonArray("not_read"))
                .singleElement()
                .hasToString("{\"path\":\"" + less + "\",\"format\":\"CSV\"}");
    }

    @Test
    void namesThatCouldSteerATerminalAreShownSafely() throws IOException {
        Path log = Files.createDirectory(dir.resolve("log"));
        try (TensorBoardWriter writer = new TensorBoardWriter(log, 1000)) {
            writer.write(
                    1000, 1, Names.of("a\u001b[31mb", "rtl\u202ename", "größe").with(1, 2, 3));
        }
        String shown = show(log.toString()).printed();
        assertThat(shown.lines().flatMapToInt(String::codePoints)).noneMatch(Character::isISOControl);
        assertThat(shown).contains("\na?[31mb ", "\nrtl?name ", "\ngröße ");
        String json = show(log.toString(), "--json").printed();
        assertThat(json.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
        assertThat(metric(json(log), "a\u001b[31mb").get("last").getAsInt()).isEqualTo(1);
        assertThat(metric(json(log), "größe").get("last").getAsInt()).isEqualTo(3);
    }

    @Test
    void tenThousandNamesAreCutAndItIsSaid() throws IOException {
        String names = IntStream.range(0, 10_000).mapToObj(i -> "m" + i).collect(Collectors.joining(","));
        String values = IntStream.range(0, 10_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Path log = file("log.csv", "step," + names, "1," + values);
        JsonObject shown = json(log);
        int count = shown.getAsJsonArray("metrics").size();
        assertThat(count).isBetween(1000, NameIndex.MOST);
        assertThat(metric(shown, "m999").get("last").getAsInt()).isEqualTo(999);
        assertThat(shown.get("left_out").getAsBoolean()).isTrue();
    }

    @Test
    void whatIsNoLogIsRefusedInOneLine() throws Exception {
        show("nope").assertFails(FAILURE, "no run \"nope\" in " + dir, "traindeck runs");
        show("no/where").assertFails(FAILURE, "cannot read no/where: no such file or folder");
        show("").assertFails(FAILURE, "no run \"\" in ");
        show("a\u0000b").assertFails(FAILURE, "\"a?b\" is neither a run nor a path");
        Path image = Files.write(dir.resolve("image.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2});
        show(image.toString()).assertFails(FAILURE, "no log found in " + image, "looked for", "TensorBoard", "CSV");
        Path prose = file("notes.txt", "What the run of May was about: learning rate 0.1, and a lesson.");
        show(prose.toString()).assertFails(FAILURE, "no log found in " + prose, "no number by name at least twice");
        Path huge = dir.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(10_000_000_000L); // Takes no room on the disk.
        }
        show(huge.toString()).assertFails(FAILURE, "no log found in " + huge);
        Path empty = Files.createDirectory(dir.resolve("empty"));
        show(empty.toString()).assertFails(FAILURE, "no log found in " + empty);
        show(RECORDED.toString()).assertFails(FAILURE, "runs holds runs", "traindeck runs --runs runs");
    }

    @Test
    void whatCannotBeReadIsSaidInOneLine() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), dir.resolve("gone"));
        show("link").assertFails(FAILURE, "cannot read " + link, "a link to what is not there");
        Path pipe = dir.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "skipped: no mkfifo");
        show("pipe").assertFails(FAILURE, "cannot read " + pipe, "neither a regular file nor a folder");
        Files.createDirectories(dir.resolve("run"));
        Files.move(pipe, dir.resolve("run/events.jsonl"));
        show("run").assertFails(FAILURE, "cannot read ", "not a regular file");
    }

    @Test
    void whatMayNotBeReadIsSaidInOneLine() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "skipped: root may read everything");
        Path folder = file("secret/log.csv", "step,loss", "1,2").getParent();
        Files.setPosixFilePermissions(folder.resolve("log.csv"), PosixFilePermissions.fromString("---------"));
        show(folder + "/log.csv").assertFails(FAILURE, "cannot read ", "permission denied");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
        show("secret").assertFails(FAILURE, "cannot read ", "permission denied");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
}
