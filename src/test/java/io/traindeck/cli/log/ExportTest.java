package io.traindeck.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.EventCodec;
import io.traindeck.run.EventLogReader;
import io.traindeck.source.WandbLogFile;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private static final int FAILURE = 1;
    private static final int USAGE = 2;
    private static final String RECORDED = Path.of("runs", "upgraded").toString();

    @TempDir
    private Path dir;

    private static Invocation export(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("export"));
        Stream.of(arguments).map(Object::toString).forEach(all::add);
        return Invocation.of(all.toArray(String[]::new));
    }

    private static JsonObject shown(Path log) {
        return JsonParser.parseString(
                        Invocation.of("show", log.toString(), "--json").printed())
                .getAsJsonObject();
    }

    private Path csv(String... lines) throws IOException {
        return Files.writeString(
                dir.resolve("log.csv"),
                Stream.of(lines).map(line -> line + "\n").collect(Collectors.joining()));
    }

    @Test
    void csvHasAColumnForEachMetricAndALineForEachMoment() throws IOException {
        Path out = dir.resolve("out.csv");
        assertThat(export(RECORDED, "--csv", out).printed()).isEqualTo("wrote " + out + "\n");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(1 + 3910 + 10);
        assertThat(lines.subList(0, 2))
                .containsExactly(
                        "kind,step,epoch,time,loss,lr,grad_norm,images_per_s,train_loss,train_acc,val_loss,val_acc,"
                                + "grad_norm_mean,grad_norm_max,seconds,bad_epochs",
                        "step,1,1,1795361317.384,2.312654733657837,1.1999999999999988E-4,6.036949157714844,"
                                + "148.58749040153833,,,,,,,,");
        assertThat(lines.get(392))
                .isEqualTo("epoch,391,1,1795361535.192,,8.411145667363683E-4,,,1.6951620946121215,0.3762,"
                        + "1.3582299163818359,0.4953,3.9345355594859406,6.578876495361328,218.64657674800003,0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--csv", "--jsonl", "--tensorboard"})
    void whatWasExportedIsReadAsTheLogItself(String form) {
        Path out = dir.resolve("out.csv");
        export(RECORDED, form, out, "--metric", "^loss$", "--metric", "val_").printed();
        JsonObject exported = shown(out);
        JsonObject log = shown(Path.of(RECORDED));
        assertThat(exported.get("step")).isEqualTo(log.get("step"));
        for (String name : List.of("loss", "val_loss", "val_acc")) {
            JsonObject expected = metric(log, name);
            JsonObject metric = metric(exported, name);
            assertThat(metric.keySet()).isEqualTo(expected.keySet());
            for (String key : List.of("points", "first", "last", "last_step", "min", "max", "not_finite")) {
                float digits = expected.get(key).getAsFloat();
                assertThat(metric.get(key).getAsFloat()).as(name + " " + key).isEqualTo(digits);
            }
        }
        assertThat(exported.getAsJsonArray("metrics")).hasSize(3);
    }

    private static JsonObject metric(JsonObject shown, String name) {
        return shown.getAsJsonArray("metrics").asList().stream()
                .map(metric -> metric.getAsJsonObject())
                .filter(metric -> metric.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void jsonLinesAreThoseOfOurLog() throws IOException {
        Path out = dir.resolve("out.jsonl");
        export(RECORDED, "--jsonl", out).printed();
        List<TrainEvent> exported = events(out);
        List<TrainEvent> own = events(Path.of(RECORDED, "events.jsonl"));
        Description about = ((RunStarted) own.get(0)).about();
        Description withoutCommands =
                new Description(about.plan(), new Goal("val_acc", Goal.Better.HIGHER), Set.of(), about.facts());
        assertThat(exported.get(0)).isEqualTo(new RunStarted(1795361317384L, "upgraded", withoutCommands, null));
        own.removeIf(event -> !(event instanceof Measured || event instanceof DialTurned || event instanceof RunEnded));
        assertThat(exported.subList(1, exported.size())).isEqualTo(own).hasSize(3910 + 10 + 1);
    }

    @Test
    void jsonLinesTellTheParentAndTheTurnsOfDials() throws IOException {
        Path out = dir.resolve("spiked.jsonl");
        export(Path.of("runs", "spiked"), "--jsonl", out).printed();
        List<TrainEvent> exported = events(out);
        int turn = 0;
        while (!(exported.get(turn) instanceof DialTurned)) {
            turn++;
        }
        assertThat(exported.get(turn)).extracting("name", "before", "after").containsExactly("max_lr", "0.003", "0.1");
        assertThat(exported.get(turn - 1)).extracting("step").isEqualTo(201L);
        assertThat(exported.get(turn + 1)).extracting("step").isEqualTo(202L);

        Path branch = dir.resolve("rescued.jsonl");
        export(Path.of("runs", "rescued"), "--jsonl", branch).printed();
        assertThat(((RunStarted) events(branch).get(0)).parent()).isEqualTo(new Parent("spiked", 180));
        assertThat(events(branch).get(1)).isInstanceOf(DialTurned.class);
        // The parent does not lie beside the exported file, so that the branch is shown alone.
        assertThat(shown(branch).get("step").getAsLong()).isEqualTo(504);
        assertThat(Invocation.of("compare", branch.toString(), out.toString()).printed())
                .contains("rescued", "46.75%");
    }

    @Test
    void theExportedLogOfARunWithMoreEpochsHasItsPlan() throws IOException {
        Path log = Files.write(
                dir.resolve("events.jsonl"),
                new SampleRun(3, 10)
                                .epochsMore(1)
                                .add(new DialTurned(SampleRun.START_MS, 10, "epochs", "3", "20"))
                                .epochsMore(3)
                                .events
                                .stream()
                                .map(EventCodec::encode)
                                .toList());
        Path out = dir.resolve("out.jsonl");
        export(log, "--jsonl", out).printed();
        assertThat(Invocation.of("show", out.toString()).printed()).contains("40 of 200", "4 of 20");
    }

    private static List<TrainEvent> events(Path log) throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(log)) {
            reader.poll(events::add);
            assertThat(reader.unreadableLines()).isZero();
        }
        return events;
    }

    @Test
    void whatALaterSessionReplacedIsLeftOut() throws IOException {
        Path log = csv("step,loss", "1,5", "2,4", "3,0", "2,3", "4,2");
        Path out = dir.resolve("out.csv");
        export(log, "--csv", out).printed();
        assertThat(out).hasContent("kind,step,epoch,time,loss\nstep,1,,,5\nstep,2,,,3\nstep,4,,,2\n");
    }

    @Test
    void numbersThatAreNotFiniteAndOddNamesAreKept() throws IOException {
        Path log = csv("step,\"a,\"\"b\"\"\",kind,best", "1,nan,inf,-0.0", "2,-inf,,1e300");
        Path out = dir.resolve("out.csv");
        export(log, "--csv", out).printed();
        assertThat(out)
                .hasContent("kind,step,epoch,time,\"a,\"\"b\"\"\",kind_,best\nstep,1,,,NaN,Infinity,-0.0\n"
                        + "step,2,,,-Infinity,,1.0E300\n");
        Path lines = dir.resolve("out.jsonl");
        export(log, "--jsonl", lines).printed();
        assertThat(lines)
                .content()
                .endsWith("{\"event\":\"step\",\"time_ms\":0,\"step\":1,\"a,\\\"b\\\"\":\"NaN\",\"kind\":\"Infinity\","
                        + "\"best_\":-0.0}\n{\"event\":\"step\",\"time_ms\":0,\"step\":2,\"a,\\\"b\\\"\":\"-Infinity\","
                        + "\"best_\":1.0E300}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--csv", "--jsonl", "--tensorboard"})
    void whatIsThereIsNeverReplaced(String form) throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "mine");
        export(RECORDED, form, file).assertFails(FAILURE, file + " exists already; remove it, or choose another name");
        export(RECORDED, form, dir).assertFails(FAILURE, dir + " exists already");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        Path log = csv("step,loss", "1,5");
        export(log, "--csv", dir.resolve("none/out.csv"))
                .assertFails(FAILURE, "cannot write " + dir.resolve("none/out.csv"), "no such file or folder");
        export(log, "--tensorboard", dir.resolve("none/out"))
                .assertFails(FAILURE, "cannot write " + dir.resolve("none/out"), "no such file or folder");
        export(log, "--csv", dir.resolve("out.csv"), "--metric", "acc")
                .assertFails(FAILURE, "has no metric that --metric finds");
        export(csv(), "--csv", dir.resolve("out.csv")).assertFails(FAILURE, "has no metric yet");
        assertThat(dir).isDirectoryNotContaining(file -> !file.equals(log));
    }

    @Test
    void aFullDiskIsAnError() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "skipped: no /dev/full");
        export(RECORDED, "--csv", full).assertFails(FAILURE, "cannot write /dev/full: No space left on device");
        export(RECORDED, "--jsonl", "/dev/null").printed();
    }

    @Test
    void aWrongCallIsAUsageError() throws IOException {
        Path out = dir.resolve("out");
        export(RECORDED, out).assertFails(USAGE, "--csv | --jsonl | --tensorboard");
        export(RECORDED, "--csv", "--jsonl", out).assertFails(USAGE, "mutually exclusive");
        export(RECORDED, "--csv").assertFails(USAGE, "FILE|DIR");
        export(RECORDED, "--csv", out, "--metric", "(").assertFails(USAGE, "--metric '(': Unclosed group");
        export(RECORDED, "--tensorboard", "-").assertFails(USAGE, "--tensorboard makes a folder, and - is none");
        export("nope", "--csv", out).assertFails(FAILURE, "no run \"nope\" in runs");
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void aDashIsStdoutWhoseReaderMayCloseIt() throws Exception {
        Path log = csv("step,größe", "1,5");
        try (Traindeck traindeck = new Traindeck(dir)) {
            traindeck.env("LC_ALL", "C");
            assertThat(traindeck.run("export", log.toString(), "--csv", "-"))
                    .isEqualTo("kind,step,epoch,time,größe\nstep,1,,,5\n");
            Traindeck.Command closed = traindeck.startUnder(
                    List.of("sh", "-c", "{ \"$@\"; echo $? >&2; } | :", "sh"),
                    "export",
                    Path.of(RECORDED).toAbsolutePath().toString(),
                    "--csv",
                    "-");
            closed.exit();
            assertThat(closed.err()).isEqualTo("141\n");
            Traindeck.Command full = traindeck.startUnder(
                    List.of("sh", "-c", "exec \"$@\" >/dev/full", "sh"), "export", log.toString(), "--csv", "-");
            assertThat(full.exit()).isEqualTo(FAILURE);
            assertThat(full.err()).isEqualTo("traindeck: cannot write to standard output: No space left on device\n");
        }
    }

    @Test
    void theGoalHasTheNameThatItsMetricIsExportedUnder() throws IOException {
        byte[] goal = WandbLogFile.join(WandbLogFile.text(1, "best"), WandbLogFile.varint(8, 2));
        Path log = Files.write(
                dir.resolve("run-a.wandb"),
                new WandbLogFile().record(12, goal).history(1, "best", "0.5").bytes());
        Path out = dir.resolve("out.jsonl");
        export(log, "--jsonl", out).printed();
        assertThat(((RunStarted) events(out).get(0)).about().goal()).isEqualTo(new Goal("best_", Goal.Better.HIGHER));
    }
}
