package io.traindeck.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check looks at a machine that is made up in a folder. */
class DoctorTest {
    @TempDir
    private Path root;

    private final Map<String, String> env = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> programs = new HashMap<>();

    @BeforeEach
    void aMachineThatLacksNothing() {
        env.putAll(Map.of("TERM", "xterm-256color", "LC_ALL", "C.UTF-8", "TRAINDECK_LAUNCHER", "/opt/traindeck"));
        properties.putAll(Map.of(
                "os.name", "Linux",
                "os.arch", "amd64",
                "user.home", root.toString(),
                "java.io.tmpdir", root.toString(),
                "sun.jnu.encoding", "UTF-8"));
        programs.put("stty size", "40 120");
    }

    private Site site() {
        return new Site(env, properties, root, command -> Optional.ofNullable(programs.get(String.join(" ", command))));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static Finding named(List<Finding> findings, String name) {
        return findings.stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding " + name + " in " + findings));
    }

    private static void isFine(List<Finding> findings) {
        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.level()).as(finding.toString()).isEqualTo(Finding.Level.OK);
            assertThat(finding.advice()).isEmpty();
        });
    }

    private static void says(Finding finding, Finding.Level level, String value, String advice) {
        assertThat(finding.level()).as(finding.toString()).isEqualTo(level);
        assertThat(finding.value()).contains(value);
        assertThat(finding.advice()).contains(advice);
    }

    @Test
    void whereNothingIsInTheWayEverythingIsFine() throws IOException {
        write("proc/meminfo", "MemTotal: 16000000 kB\nMemAvailable: 8000000 kB\n");
        isFine(ProgramCheck.findings(site()));
        isFine(EngineCheck.findings(site(), true));
        isFine(GpuCheck.findings(site(), true));
        isFine(TerminalCheck.findings(site(), true));
        isFine(FilesCheck.findings(site(), List.of(root.resolve("runs"))));
        isFine(MachineCheck.findings(site(), true, 2));
    }

    @Test
    void theViewerSaysWhatItCannotDoWhichIsNoProblem() {
        says(EngineCheck.findings(site(), false).get(0), Finding.Level.NOTE, "viewer", "install the full package");
    }

    @Test
    void librariesAreFoundWhereTheyLieUnpacked() throws IOException {
        write(".djl.ai/pytorch/2.7.1-cpu-linux-x86_64/libtorch.so", "not a library: it must not be loaded");
        assertThat(named(EngineCheck.findings(site(), true), "PyTorch").value())
                .contains("unpacked in", "2.7.1-cpu-linux-x86_64");
    }

    @Test
    void aPathWithoutPyTorchIsAProblem() {
        env.put("PYTORCH_LIBRARY_PATH", root.resolve("nowhere").toString());
        says(
                named(EngineCheck.findings(site(), true), "PyTorch"),
                Finding.Level.PROBLEM,
                "no libtorch.so in",
                "or unset it");
    }

    /** After the kernel was updated, the module of the driver is often not loaded, and nvidia-smi says so. */
    @Test
    void aDriverThatListsNoCardIsNotTakenForAMachineWithoutOne() throws IOException {
        write("bin/nvidia-smi", "");
        assertThat(root.resolve("bin/nvidia-smi").toFile().setExecutable(true)).isTrue();
        env.put("PATH", root.resolve("bin").toString());
        says(
                named(GpuCheck.findings(site(), true), "GPU"),
                Finding.Level.NOTE,
                "nvidia-smi is installed, but lists no card",
                "nvidia-smi -L");
        programs.put("nvidia-smi -L", "GPU 0: NVIDIA H100 (UUID: GPU-1)");
        assertThat(named(GpuCheck.findings(site(), true), "GPU").level()).isEqualTo(Finding.Level.OK);
    }

    @Test
    void cardsAreNamedAndWhatKeepsThemFromTrainingIsSaid() throws IOException {
        write("proc/driver/nvidia/gpus/0000:01:00.0/information", "");
        says(
                named(GpuCheck.findings(site(), true), "GPU"),
                Finding.Level.NOTE,
                "nvidia-smi does not answer",
                "--device cpu");
        programs.put("nvidia-smi -L", "GPU 0: NVIDIA H100 (UUID: GPU-1)\nGPU 1: NVIDIA H100 (UUID: GPU-2)");
        assertThat(named(GpuCheck.findings(site(), true), "GPU").value())
                .isEqualTo("GPU 0: NVIDIA H100; GPU 1: NVIDIA H100");
        says(named(GpuCheck.findings(site(), true), "CUDA"), Finding.Level.NOTE, "libcudart.so", "LD_LIBRARY_PATH");
        programs.put("ldconfig -p", "\tlibcudart.so.12 (libc6,x86-64) => /usr/lib/libcudart.so.12");
        isFine(GpuCheck.findings(site(), true));
        env.put("CUDA_VISIBLE_DEVICES", "");
        says(named(GpuCheck.findings(site(), true), "CUDA"), Finding.Level.NOTE, "hides every card", "Unset it");
    }

    @Test
    void aTerminalThatCanDoLittleIsToldHowToDoMore() {
        env.putAll(Map.of("TERM", "linux", "LC_ALL", "C", "TMUX", "/tmp/tmux-0/default,1,0"));
        programs.put("stty size", "10 40");
        programs.put("tmux show-options -gv set-clipboard", "external");
        List<Finding> findings = TerminalCheck.findings(site(), true);
        says(named(findings, "size"), Finding.Level.NOTE, "40x10", "80x24");
        says(named(findings, "colours"), Finding.Level.NOTE, "16", "TERM=xterm-256color");
        says(named(findings, "characters"), Finding.Level.NOTE, "ASCII", "LC_ALL=C.UTF-8");
        says(
                named(findings, "tmux"),
                Finding.Level.NOTE,
                "set-clipboard external, allow-passthrough unknown",
                "set-clipboard on");
        says(
                named(TerminalCheck.findings(site(), false), "kind"),
                Finding.Level.NOTE,
                "no terminal",
                "without it watch and replay print lines");
    }

    @Test
    void namesThatCannotBeOpenedAreANote() {
        properties.put("sun.jnu.encoding", "ANSI_X3.4-1968");
        says(
                named(FilesCheck.findings(site(), List.of(root)), "names"),
                Finding.Level.NOTE,
                "ANSI_X3.4-1968",
                "export LC_ALL=C.UTF-8");
    }

    @Test
    void settingsThatNoScreenOpensWithAreAProblem() throws IOException {
        env.put("XDG_CONFIG_HOME", root.toString());
        Path file = root.resolve("traindeck/config.properties");
        isFine(SettingsCheck.findings(site()));
        write("traindeck/config.properties", "theme = light\nascii = true\n");
        isFine(SettingsCheck.findings(site()));
        assertThat(named(TerminalCheck.findings(site(), true), "characters").value())
                .isEqualTo("ASCII alone, as the settings ask");
        write("traindeck/config.properties", "ascii = true\ntheme = nosuch\n");
        says(
                named(SettingsCheck.findings(site()), "settings"),
                Finding.Level.PROBLEM,
                file + ", line 2: no theme",
                "take it out");
        env.put("NO_COLOR", "1");
        isFine(SettingsCheck.findings(site()));
        write("traindeck/config.properties", "theem = light\n");
        says(
                named(SettingsCheck.findings(site()), "settings"),
                Finding.Level.PROBLEM,
                file + ", line 1: no setting",
                "no screen opens");
        env.put("LC_ALL", "C.UTF-8");
        isFine(TerminalCheck.findings(site(), true));
    }

    @Test
    void theLimitOfAContainerCountsAsMemory() throws IOException {
        write("proc/meminfo", "MemAvailable: 8000000 kB\n");
        write("sys/fs/cgroup/memory.max", "800000000\n");
        write("sys/fs/cgroup/memory.current", "200000000\n");
        says(
                named(MachineCheck.findings(site(), true, 2), "memory"),
                Finding.Level.PROBLEM,
                "600 MB available",
                "raise the container's limit");
        isFine(MachineCheck.findings(site(), false, 2));
        write("sys/fs/cgroup/memory.stat", "anon 1\nactive_file 50000000\ninactive_file 100000000\n");
        says(
                named(MachineCheck.findings(site(), true, 2), "memory"),
                Finding.Level.PROBLEM,
                "750 MB available",
                "raise the container's limit");
        write("sys/fs/cgroup/memory.max", "max\n");
        isFine(MachineCheck.findings(site(), true, 2));
    }

    @Test
    void theCommandExitsWithOneForAProblemAndLeavesNothingBehind() throws Exception {
        Path outputs = Files.createDirectory(root.resolve("outputs"));
        Path runs = root.resolve("runs");
        try (Traindeck traindeck = new Traindeck(runs, outputs)) {
            traindeck.env("PYTORCH_LIBRARY_PATH", "/nowhere");
            Traindeck.Command text = traindeck.start("doctor");
            assertThat(text.exit()).isOne();
            assertThat(text.out())
                    .contains("no libtorch.so in /nowhere", "-> Let PYTORCH_LIBRARY_PATH name", "One problem stops");
            Traindeck.Command json = traindeck.start("doctor", "--json");
            assertThat(json.exit()).isOne();
            JsonObject report = JsonParser.parseString(json.out()).getAsJsonObject();
            assertThat(report.get("problems").getAsInt()).isOne();
            assertThat(report.getAsJsonArray("findings")).hasSizeGreaterThan(10).allSatisfy(finding -> assertThat(
                            finding.getAsJsonObject().keySet())
                    .containsExactly("area", "name", "value", "level", "advice"));
        }
        assertThat(runs).doesNotExist();
    }

    @Test
    void theReportGoesOnAfterWrongSettings() throws Exception {
        write("traindeck/config.properties", "theem = light\n");
        Path outputs = Files.createDirectory(root.resolve("outputs"));
        try (Traindeck traindeck = new Traindeck(root.resolve("runs"), outputs)) {
            traindeck.env("XDG_CONFIG_HOME", root.toString()).env("TRAINDECK_RUNS", "");
            Traindeck.Command doctor = traindeck.start("doctor");
            assertThat(doctor.exit()).isOne();
            assertThat(doctor.out())
                    .contains("config.properties, line 1: no setting \"theem\"", "temporary folder", "memory", "stop");
            assertThat(doctor.err()).isEmpty();
        }
    }

    @Test
    void withoutAHomeNoFolderIsNamed() {
        properties.put("user.home", "?");
        says(
                named(EngineCheck.findings(site(), true), "PyTorch"),
                Finding.Level.NOTE,
                "no home may be written, so it is unpacked into a temporary folder",
                "Set ENGINE_CACHE_DIR");
    }
}
