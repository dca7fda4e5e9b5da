package io.traindeck.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJsonTest;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunTask;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparedRunsTest {
    @TempDir
    Path runs;

    private RunFolder run(String name, SampleRun log) throws Exception {
        RunFolder run = RunFolder.create(runs, name);
        Files.write(run.events(), log.events.stream().map(EventCodec::encode).toList());
        return run;
    }

    private static void json(RunFolder run, String dials) throws Exception {
        JsonObject object = JsonParser.parseString(dials).getAsJsonObject();
        RunJsonTest.json(run.name(), 0, new RunTask.Images("cifar10", "/data", 0), object)
                .write(run.runJson());
    }

    private ComparedRun read(RunFolder run) throws Exception {
        return ComparedRuns.read(List.of(LoggedRun.of(run)), false, SampleRun.START_MS, trouble -> {})
                .runs()
                .get(0);
    }

    @Test
    void dialsAreThoseOfRunJsonInItsOrder() throws Exception {
        RunFolder run = run("one", new SampleRun(3, 10));
        json(
                run,
                "{\"max_lr\":0.0030,\"clip\":0.0,\"widths\":[64,128.0],\"augment\":true,\"seed\":42,\"tiny\":1e-300,\"huge\":1e999}");
        assertThat(read(run).dials())
                .containsExactly(
                        entry("recipe", "upgraded"),
                        entry("data", "cifar10"),
                        entry("limit", "all"),
                        entry("seed", "42"),
                        entry("device", "cpu"),
                        entry("threads", "2"),
                        entry("max_lr", "0.003"),
                        entry("clip", "off"),
                        entry("widths", "64,128"),
                        entry("augment", "true"),
                        entry("tiny", "1e-300"),
                        entry("huge", "Infinity"));
    }

    @Test
    void theLogTellsWhereRunJsonIsMissingOrDamaged() throws Exception {
        RunFolder run = run("one", new SampleRun(3, 10));
        Map<String, String> fromLog = read(run).dials();
        assertThat(fromLog)
                .contains(entry("max_lr", "0.003"), entry("clip", "1"), entry("epochs", "3"), entry("seed", "42"));
        Files.writeString(run.runJson(), "{");
        assertThat(read(run).dials()).isEqualTo(fromLog);
    }

    @Test
    void bothSourcesWriteADialAlike() throws Exception {
        RunFolder run = run("one", new SampleRun(3, 10));
        Map<String, String> fromLog = read(run).dials();
        json(
                run,
                "{\"epochs\":3,\"batch_size\":128,\"max_lr\":0.003,\"schedule\":\"onecycle\",\"clip\":1.0,\"patience\":7}");
        assertThat(read(run).dials()).containsAllEntriesOf(fromLog);
    }

    @Test
    void theStatusIsThatOfLogAndLock() throws Exception {
        RunFolder run = run("one", new SampleRun(3, 10).steps(3));
        assertThat(read(run).status()).isEqualTo(Status.CRASHED);
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            assertThat(read(run).status()).isEqualTo(Status.RUNNING);
        }
    }

    @Test
    void aRunWithoutAnEventHasNothingToCompare() throws Exception {
        RunFolder folder = RunFolder.create(runs, "empty");
        json(folder, "{\"max_lr\":0.25}");
        ComparedRun run = read(folder);
        assertThat(run.state()).isEqualTo(RunState.EMPTY);
        assertThat(run.dials()).isEmpty();
    }

    @Test
    void logsOfOtherFormatsAreReadAsOursAre() throws Exception {
        RunFolder ours = run("ours", new SampleRun(3, 10).epochsMore(1));
        Path table = Files.createDirectories(runs.resolve("a/exp")).resolve("metrics.csv");
        Files.writeString(table, "step,loss\n1,2\n2,1\n");
        Files.writeString(table.resolveSibling("hparams.yaml"), "lr: 0.10\n");
        Path lines = Files.createDirectories(runs.resolve("b/exp")).resolve("stats.jsonl");
        Files.writeString(lines, "{\"step\": 1, \"loss\": 3}\n");
        Files.setLastModifiedTime(lines, FileTime.fromMillis(0));
        List<LoggedRun> logs = List.of(
                LoggedRun.of(ours),
                Formats.all().find(table.getParent()).orElseThrow(),
                Formats.all().find(lines.getParent()).orElseThrow());
        List<ComparedRun> compared = ComparedRuns.read(logs, false, System.currentTimeMillis(), trouble -> {})
                .runs();
        assertThat(compared).extracting(ComparedRun::name).containsExactly("ours", "a/exp", "b/exp");
        assertThat(compared)
                .extracting(ComparedRun::status)
                .containsExactly(Status.CRASHED, Status.RUNNING, Status.QUIET);
        assertThat(compared.get(1).dials()).containsEntry("lr", "0.1");
        assertThat(compared.get(2).state().series("loss").last()).isEqualTo(3);
    }
}
