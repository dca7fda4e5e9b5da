package io.traindeck.cli.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.run.RunFolder;
import io.traindeck.source.Formats;
import io.traindeck.testing.Program;
import io.traindeck.testing.Program.Result;
import io.traindeck.testing.SavedLog;
import io.traindeck.testing.Tmux;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the screen if there is no screen, and logs that cannot be shown. */
class PlainViewTest {
    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void installProgram() throws IOException {
        program = new Program(folder.toRealPath());
    }

    private RunFolder saved(String name) throws Exception {
        RunFolder run = RunFolder.create(program.folder().resolve("runs"), name);
        SavedLog.write(run.events(), 3, 10);
        return run;
    }

    private static void printsTheRun(String name, String more, Result result) {
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines())
                .hasSize(5)
                .first()
                .asString()
                .isEqualTo(name + ": upgraded on cifar10, 5000 training and 1000 validation images,"
                        + " 3 epochs of 10 steps, seed 42" + more);
        assertThat(result.out().lines().toList().get(2)).startsWith("epoch  2/3  train_loss 0.");
        assertThat(result.out().lines().toList().get(4)).isEqualTo("all epochs done");
        assertThat(result.err()).isEqualTo("traindeck: stdout is no terminal, so here are plain lines\n");
    }

    @Test
    void watchPrintsLinesUntilTheRunEnds() throws Exception {
        saved("one");
        // The folder of the run was renamed or copied: its name is the one by which a person finds it.
        printsTheRun("one", ", begun as cifar10-upgraded", program.run("watch"));
    }

    @Test
    void replayPrintsTheWholeLog() throws Exception {
        RunFolder run = saved("one");
        printsTheRun("one", ", begun as cifar10-upgraded", program.run("replay", "one"));
        printsTheRun("cifar10-upgraded", "", program.run("replay", run.events().toString()));
    }

    @Test
    void homePrintsTheListOfRuns() throws Exception {
        saved("one");
        Result result = program.run();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo(program.run("runs").out()).contains("one", "completed", "3/3");
    }

    @Test
    void aTerminalThatCannotPlaceACursorGetsLinesToo() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        saved("one");
        Map<String, String> env = new HashMap<>(program.env());
        env.put("TERM", "dumb");
        try (Tmux tmux = Tmux.shell(100, 30, env)) {
            tmux.enter("cd " + program.folder() + "; export TERM=dumb");
            tmux.enter(program.typed("watch one"));
            tmux.waitFor("traindeck: this terminal (TERM=dumb) cannot place a cursor, so here are plain lines");
            tmux.waitFor("all epochs done");
        }
    }

    @Test
    void aHostileLogPrintsNoEscapes() throws Exception {
        RunFolder run = RunFolder.create(program.folder().resolve("runs"), "hostile");
        SavedLog.writeHostile(run.events());
        Path named = Files.createDirectories(run.path().resolveSibling("\u001b[2Jname\u202e"));
        SavedLog.writeHostile(named.resolve("events.jsonl"));
        for (List<String> command : List.of(
                List.of("watch", "hostile"),
                List.of("replay", "hostile"),
                List.of("compare", "hostile", named.toString()),
                List.of("runs"),
                List.<String>of())) {
            Result result = program.run(command.toArray(new String[0]));
            assertThat(result.exit()).isZero();
            assertThat(result.out() + result.err()).doesNotContain("\u001b", "\u009b", "\u0007", "\u202e");
        }
    }

    @Test
    void whatIsNoLogIsRefusedInOneLine() throws Exception {
        Path empty = Files.createFile(program.folder().resolve("empty"));
        Path garbage = program.folder().resolve("garbage");
        Files.write(garbage, new byte[] {0, 1, 2, '\n', -1, -2, '\n', 'x'});
        RunFolder fresh = RunFolder.create(program.folder().resolve("runs"), "fresh");
        Files.writeString(fresh.runJson(), "{\"schema\":2}");
        Path folder = Files.createDirectory(program.folder().resolve("folder"));
        String lookedFor = "; looked for: " + Formats.all().names() + "\n";
        Map<String, String> refusals = Map.of(
                empty.toString(),
                "traindeck: " + empty + " is no log: it is empty\n",
                garbage.toString(),
                "traindeck: no log found in " + garbage + lookedFor,
                fresh.name(),
                "traindeck: run fresh has no log yet; watch it with: traindeck watch fresh\n",
                "missing",
                "traindeck: no run \"missing\" in runs, and no file or folder of that name; see: traindeck runs\n",
                folder.toString(),
                "traindeck: no log found in " + folder + lookedFor);
        refusals.forEach((argument, words) -> {
            Result result = program.run("replay", argument);
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.err()).endsWith(words);
        });
    }

    @Test
    void withoutRunsThereIsNothingToWatch() {
        Result result = program.run("watch");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("traindeck: no runs in runs; start one with: traindeck train\n");
    }

    @Test
    void aSpeedIsANumberAboveZero() {
        Result result = program.run("replay", "one", "--speed", "-1");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).startsWith("traindeck: --speed must be a number above 0, not -1.0");
    }

    private Path old(String name, String content) throws IOException {
        Path file = Files.writeString(program.folder().resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        return file;
    }

    @Test
    void aQuietLogOfAnotherProgramIsPrintedToItsEnd() throws Exception {
        old("steps.csv", "step,loss\n1,0.5\n2,0.25\n");
        Result result = program.run("watch", "steps.csv");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo("step 2  loss 0.250\n");
        assertThat(result.err()).endsWith("traindeck: nothing new in steps.csv for minutes\n");
    }

    @Test
    void aLogIsWaitedForAndFollowed() throws Exception {
        Path log = Files.createFile(program.folder().resolve("nohup.out"));
        Process watch = new ProcessBuilder(program.command("watch", "nohup.out"))
                .directory(program.folder().toFile())
                .start();
        try (BufferedReader out = watch.inputReader();
                BufferedReader err = watch.errorReader()) {
            assertThat(err.readLine()).contains("stdout is no terminal");
            assertThat(err.readLine()).isEqualTo("traindeck: waiting for the first numbers in nohup.out");
            Files.writeString(log, "epoch 1 val_loss 0.5\nepoch 2 val_loss 0.25\nepoch 3 val_loss 0.125\n");
            assertThat(out.readLine()).contains("val_loss 0.500");
            Files.delete(log);
            assertThat(err.readLine()).isEqualTo("traindeck: nohup.out is gone");
            assertThat(watch.waitFor()).isZero();
        } finally {
            watch.destroyForcibly();
        }
    }

    @Test
    void whatIsNoLogIsNotWaitedFor() throws Exception {
        Files.write(program.folder().resolve("weights.bin"), new byte[] {0, 1, 2, 3});
        Result binary = program.run("watch", "weights.bin");
        assertThat(binary.exit()).isEqualTo(1);
        assertThat(binary.err().lines())
                .singleElement()
                .asString()
                .startsWith("traindeck: no log found in weights.bin; looked for: ");
        Result missing = program.run("watch", "./missing");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("traindeck: cannot read ./missing: no such file or folder\n");
    }

    @Test
    void runsInAnyFormatAreListed() throws Exception {
        saved("one");
        Files.createDirectories(program.folder().resolve("logs/exp"));
        old("logs/exp/metrics.csv", "step,val_loss\n1,0.5\n2,0.25\n");
        Result result = program.run("runs", "--runs", "runs", "--runs", "logs");
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("runs/one", "completed", "3/3", "logs/exp", "quiet", "CSV", "val_loss", "0.250");
        assertThat(program.run("--runs", "runs", "--runs", "logs").out()).isEqualTo(result.out());
        Result twice = program.run("train", "--runs", "a", "--runs", "b");
        assertThat(twice.exit()).isEqualTo(2);
        assertThat(twice.err().lines()).singleElement().asString().contains("--runs");
    }
}
