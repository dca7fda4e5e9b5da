package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which libtorch the launcher lets DJL see: the one for the CPU, or none, so that DJL looks for a GPU. */
class LauncherNativesTest extends StartsLauncher {
    @BeforeEach
    void installJdk() throws IOException {
        sandbox.installJdk("17.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "resume", "branch", "evaluate", "bench"})
    void areTheCpusWithoutAGpu(String command) throws Exception {
        assertNatives(true, true, Map.of(), command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "resume", "branch", "evaluate", "bench"})
    void areNotTheCpusWithAGpu(String command) throws Exception {
        sandbox.plugInGpu();
        assertNatives(false, false, Map.of(), command);
        assertNatives(false, false, Map.of(), command, "--device", "auto");
        assertNatives(false, false, Map.of(), command, "--name", "cpu");
    }

    @Test
    void areTheCpusWhereTheGpuIsNotWanted() throws Exception {
        sandbox.plugInGpu();
        assertNatives(true, true, Map.of(), "train", "--epochs", "1", "--device", "cpu");
        assertNatives(true, true, Map.of(), "train", "--device=cpu", "--epochs", "1");
        assertNatives(true, true, Map.of("CUDA_VISIBLE_DEVICES", ""), "train");
        assertNatives(true, true, Map.of("CUDA_VISIBLE_DEVICES", "-1"), "train");
        assertNatives(false, false, Map.of("CUDA_VISIBLE_DEVICES", "0"), "train");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "branch", "evaluate"})
    void areThoseOfTheDeviceThatTheRunWasMadeFor(String command) throws Exception {
        sandbox.plugInGpu();
        Path runs = Files.createDirectories(sandbox.root.resolve("my runs"));
        run(runs.resolve("on cpu"), "cpu");
        run(runs.resolve("on gpu"), "gpu0");
        run(runs.resolve("anywhere"), "auto");

        String here = runs.toString();
        for (boolean cpu : List.of(true, false)) {
            String run = cpu ? "on cpu" : "on gpu";
            Path folder = runs.resolve(run);
            assertNatives(cpu, cpu, Map.of(), command, run, "--runs", here);
            assertNatives(cpu, cpu, Map.of(), command, "--runs=" + here, run);
            assertNatives(cpu, cpu, Map.of("TRAINDECK_RUNS", here), command, "--plain", run);
            assertNatives(cpu, cpu, Map.of("TRAINDECK_RUNS", "/nowhere"), command, "--runs", "my runs", run);
            assertNatives(cpu, cpu, Map.of(), command, folder.toString());
            assertNatives(
                    cpu,
                    cpu,
                    Map.of(),
                    command,
                    folder.resolve("checkpoints/best.safetensors").toString());
        }
        assertNatives(true, true, Map.of(), command, "--runs", here, "--runs", "/nowhere", "on cpu");
        Map<String, String> environment = Map.of("TRAINDECK_RUNS", here);
        assertNatives(false, false, environment, command, "anywhere");
        assertNatives(false, false, environment, command, "missing");
        assertNatives(false, false, environment, command, "on cpu", "--device", "cuda");
        assertNatives(true, true, environment, command, "on gpu", "--device=cuda", "--device=cpu");
        assertNatives(false, false, environment, "train", "--name", "on cpu");
    }

    @Test
    void areThoseOfARunInTheFoldersOfTheSettings() throws Exception {
        sandbox.plugInGpu();
        Path home = Files.createDirectories(sandbox.root.resolve("my home"));
        run(home.resolve("runs/in home"), "cpu");
        run(sandbox.root.resolve("other runs/elsewhere"), "cpu");
        Path settings =
                Files.createDirectories(home.resolve(".config/traindeck")).resolve("config.properties");
        Files.writeString(
                settings, "# runs = /nowhere\n runs = ~/runs \nruns=" + sandbox.root + "/other runs\nruns.more=/x\n");

        Map<String, String> environment = Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", "");
        assertNatives(true, true, environment, "evaluate", "in home");
        assertNatives(true, true, environment, "evaluate", "elsewhere");
        assertNatives(false, false, environment, "evaluate", "missing");
        assertNatives(false, false, environment, "evaluate", "in home", "--runs", "runs");
        Map<String, String> moved = Map.of("HOME", "/", "XDG_CONFIG_HOME", home + "/.config");
        assertNatives(true, true, moved, "evaluate", "elsewhere");
    }

    @Test
    void areThoseOfTheRunWhereTheLauncherIsStartedInIt() throws Exception {
        sandbox.plugInGpu();
        run(sandbox.root.resolve("runs").resolve("a"), "cpu");
        assertNatives(true, true, Map.of(), "resume", "a");
        run(sandbox.root, "cpu");
        assertNatives(true, true, Map.of(), "resume", ".");
        assertNatives(true, true, Map.of(), "trainer", sandbox.root.toString(), "--resume");
    }

    /** Writes the run.json that a trainer wrote. */
    private static void run(Path folder, String device) throws Exception {
        Files.createDirectories(folder.resolve("checkpoints"));
        RunTask.Training training = new RunTask.Training(
                "upgraded", new RunTask.Images("shapes", null, 0), 1, new RunTask.Engine(device, 1), new JsonObject());
        new RunJson("a", 0, training, new RunJson.Trainer("host", 1, Map.of())).write(folder.resolve("run.json"));
    }

    @Test
    void areNotTheCpusWhereOnlyNvidiaSmiSeesTheGpu() throws Exception {
        LauncherSandbox.script(
                sandbox.bin.resolve("nvidia-smi"), "#!/bin/sh\necho 'GPU 0: NVIDIA H100 (UUID: GPU-1)'\n");
        assertNatives(false, false, Map.of(), "train");

        LauncherSandbox.script(sandbox.bin.resolve("nvidia-smi"), "#!/bin/sh\necho 'No devices found.'\n");
        assertNatives(true, true, Map.of(), "train");
    }

    @Test
    void areTheUsersOwnWithoutADownload() throws Exception {
        sandbox.plugInGpu();
        assertNatives(false, true, Map.of("PYTORCH_LIBRARY_PATH", "/opt/libtorch"), "train");
    }

    @Test
    void areDownloadedOnOtherSystems() throws Exception {
        sandbox.system("Darwin arm64");
        assertNatives(false, false, Map.of(), "train");
    }

    private void assertNatives(boolean cpu, boolean offline, Map<String, String> environment, String... arguments)
            throws Exception {
        assertThat(sandbox.start(environment, arguments).exit()).isZero();
        assertThat(sandbox.classPath().contains("pytorch-native-cpu")).isEqualTo(cpu);
        assertThat(sandbox.classPath()).contains("pytorch-engine-1.jar");
        assertThat(sandbox.java()).contains("-Dai.djl.offline=" + offline);
    }
}
