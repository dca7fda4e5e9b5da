package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.remote.StandInSsh;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.testing.Program;
import io.traindeck.testing.SavedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of runs of other machines without a terminal; the machine is this one behind a shell. */
class RunsElsewhereTest {
    @TempDir
    Path dir;

    private Program program;
    private StandInSsh ssh;
    private Map<String, String> env;

    @BeforeEach
    void install() throws Exception {
        Path there = Files.createDirectory(dir.resolve("there"));
        SavedLog.write(RunFolder.create(there.resolve("runs"), "far").events(), 3, 10);
        ssh = new StandInSsh(dir, "sh", there);
        env = new HashMap<>(ssh.env());
        program = new Program(Files.createDirectory(dir.resolve("home")).toRealPath());
        SavedLog.write(
                RunFolder.create(program.folder().resolve("runs"), "near").events(), 3, 10);
    }

    @Test
    void runsAndHomeListThoseOfThisMachineAndOfThoseThatAreNamed() {
        Program.Result runs = program.run(env, "runs", "gpu2:runs");
        assertThat(runs.err()).isEmpty();
        assertThat(runs.exit()).isZero();
        assertThat(runs.out().lines().skip(1).map(line -> line.replaceAll(" .*", "")))
                .containsExactlyInAnyOrder("runs/near", "gpu2:runs/far");
        assertThat(program.run(env, "gpu2:runs").out().replaceAll("\\d+ s", "now"))
                .isEqualTo(runs.out().replaceAll("\\d+ s", "now"));
        assertThat(program.run(env, "runs", "--json", "--filter", "host:gpu2", "gpu2:runs")
                        .out())
                .contains("\"path\": \"gpu2:runs/far\"")
                .doesNotContain("near");
    }

    /** A script that lists the runs names the machines that it asks: it need not wait for those of the settings. */
    @Test
    void withoutATerminalHomeAsksTheMachinesOfTheSettingsAndRunsDoesNot() throws Exception {
        Path settings = Files.createDirectories(program.folder().resolve("config/traindeck"))
                .resolve("config.properties");
        Files.writeString(settings, "hosts = gpu2:runs\n");
        assertThat(program.run(env).out()).contains("runs/near", "gpu2:runs/far");
        assertThat(program.run(env, "runs").out()).contains("near").doesNotContain("gpu2");
    }

    @Test
    void whatCannotBeAskedIsSaidAndTheRestIsListed() throws Exception {
        Program.Result missing = program.run(env, "runs", "gpu2:none");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("traindeck: there is no folder gpu2:none\n");
        assertThat(missing.out()).contains("near");
        Files.createFile(dir.resolve("broken"));
        Program.Result refused = program.run(env, "gpu2:runs");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo("traindeck: gpu2 cannot be reached: connect to host there: Connection refused\n");
    }

    @Test
    void aMachineThatRefusesOnceIsAskedAgain() throws Exception {
        ssh.refuseOne();
        Program.Result runs = program.run(env, "runs", "gpu2:runs");
        assertThat(runs.err()).isEmpty();
        assertThat(runs.exit()).isZero();
        assertThat(runs.out()).contains("gpu2:runs/far");
    }

    @Test
    void eachLogIsNamedAsItLiesThere() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("there/other"));
        Files.writeString(folder.resolve("metrics.csv"), "step,loss,acc\n1,2,0.5\n2,1,0.6\n");
        Files.writeString(folder.resolve("results.csv"), "step,score\n1,2\n2,1\n");
        assertThat(program.run(env, "show", "gpu2:other/").out())
                .contains("log         gpu2:other/metrics.csv (CSV)\n")
                .contains("not read    gpu2:other/results.csv (CSV)\n");
    }

    /** The copies are gone when somebody reads the message. */
    @Test
    void aMessageNamesThePlaceThere() throws Exception {
        Files.writeString(Files.createDirectories(dir.resolve("there/empty")).resolve("notes.txt"), "none\n");
        Files.writeString(dir.resolve("there/notes.txt"), "It went well.\n");
        assertThat(program.run(env, "show", "gpu2:runs").err())
                .isEqualTo("traindeck: gpu2:runs holds runs but is none itself; see: traindeck runs gpu2:runs\n");
        assertThat(program.run(env, "show", "gpu2:empty").err())
                .startsWith("traindeck: no log found in gpu2:empty; looked for: ");
        assertThat(program.run(env, "show", "gpu2:notes.txt").err())
                .startsWith("traindeck: no log found in gpu2:notes.txt (as a text, ");
        assertThat(program.run(env, "send", "gpu2:runs", "pause").err())
                .isEqualTo("traindeck: gpu2:runs is not a run: it holds neither run.json nor events.jsonl; "
                        + "see: traindeck runs gpu2:runs\n");
        assertThat(program.run(env, "wait", "gpu2:runs/far", "--until", "step=1", "--json")
                        .out())
                .contains("\"path\":\"gpu2:runs/far\"");
    }

    @Test
    void aCommandThatTheMachineDoesNotTakeIsRefused() throws Exception {
        RunFolder far = new RunFolder(dir.resolve("there/runs/far"));
        Files.delete(far.commands());
        try (RunLock lock = RunLock.acquire(far.lock()).orElseThrow()) {
            Program.Result sent = program.run(env, "send", "gpu2:runs/far", "pause", "--wait", "--json");
            String reason = "nothing can be put into gpu2:runs/far/commands: there is no such folder";
            assertThat(sent.err()).isEqualTo("traindeck: pause was refused: " + reason + "\n");
            assertThat(sent.exit()).isEqualTo(1);
            assertThat(sent.out()).contains("\"status\":\"refused\"", reason);
        }
    }

    @Test
    void aRunThatDiedThereIsToGoOnThere() throws Exception {
        Files.writeString(
                RunFolder.create(dir.resolve("there/runs"), "it died").events(),
                """
                {"event": "run_started", "time_ms": 1000, "schema": 2, "run": "it died", "recipe": "fast", "train_images": 500}
                {"event": "step", "time_ms": 2000, "step": 1, "loss": 2.5}
                """);
        assertThat(program.run(env, "watch", "gpu2:runs/it died").err())
                .endsWith("the trainer died without a word; go on with, on gpu2: traindeck resume 'runs/it died'\n");
    }
}
