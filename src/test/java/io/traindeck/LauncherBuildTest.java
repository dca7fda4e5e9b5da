package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.LauncherSandbox.Start;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests when the launcher builds, and what it never uses. */
class LauncherBuildTest extends StartsLauncher {
    @BeforeEach
    void installJdk() throws IOException {
        sandbox.installJdk("17.0.1");
    }

    @Test
    void happensOnFirstUseAndSaysSoInOneLine() throws Exception {
        Start start = sandbox.start("runs");

        assertThat(start.exit()).isZero();
        assertThat(start.out()).isEmpty();
        assertThat(start.err()).startsWith("traindeck: building").hasLineCount(1);
        assertThat(sandbox.linesOf("mvn"))
                .containsExactly(sandbox.installed.resolve("jdk 17.0.1").toString());
    }

    @Test
    void happensOnce() throws Exception {
        sandbox.start("runs");
        Start second = sandbox.start("runs");

        assertThat(second.err()).isEmpty();
        assertThat(sandbox.timesCalled("mvn")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "src/main/java/Main.java", "src/main/java", "themes/dark.properties"})
    void happensAgainWhenASourceIsNewer(String source) throws Exception {
        sandbox.start("runs");
        sandbox.edit(source);

        assertThat(sandbox.start("runs").err()).startsWith("traindeck: building");
        assertThat(sandbox.timesCalled("mvn")).isEqualTo(2);
    }

    @Test
    void happensAgainWhenASourceWasSavedWhileMavenRan() throws Exception {
        // Touched until the clock of the file system has moved on.
        sandbox.also(
                "mvn",
                """
                until [ "$(find pom.xml -newer target/launcher/started)" ]; do touch pom.xml; done
                """);
        sandbox.start("runs");
        sandbox.also("mvn", "");
        sandbox.start("runs");

        assertThat(sandbox.timesCalled("mvn")).isEqualTo(2);
    }

    @Test
    void removesLibrariesThatMayHaveBeenReplacedWhenThePomIsNewer() throws Exception {
        sandbox.start("runs");
        Files.createFile(sandbox.project.resolve("target/lib/gson-0.jar"));

        sandbox.edit("src/main/java/Main.java");
        sandbox.start("runs");
        assertThat(sandbox.classPath()).contains("gson-0.jar");

        sandbox.edit("pom.xml");
        sandbox.start("runs");
        assertThat(sandbox.classPath()).contains("gson-1.jar").doesNotContain("gson-0.jar");
    }

    @Test
    void leavesTheJarOfARunningTrainerAlone() throws Exception {
        sandbox.start("train");
        Path used = Path.of(sandbox.classPath().split(":", 2)[0]);
        try (var running = Files.newBufferedReader(used)) {
            sandbox.also("mvn", "echo other >target/traindeck.jar");
            sandbox.edit("src/main/java/Main.java");
            sandbox.start("runs");

            assertThat(running.readLine()).isEqualTo("classes");
        }
        assertThat(used).hasContent("other");
    }

    @Test
    void showsTheEndOfMavensLogWhenItFailsAndNeverUsesWhatItLeft() throws Exception {
        sandbox.also("mvn", "i=0; while [ $i -lt 100 ]; do i=$((i + 1)); echo \"line $i\"; done; exit 1");

        for (int attempt = 1; attempt <= 2; attempt++) {
            Start start = sandbox.start("runs");

            assertThat(start.exit()).isEqualTo(1);
            assertThat(start.out()).isEmpty();
            assertThat(start.err().lines()).contains("line 100").doesNotContain("line 80");
            Path log = sandbox.project.resolve("target/launcher/build.log");
            assertThat(start.err()).contains(log.toString());
            assertThat(log).content().contains("line 1\n");
            assertThat(sandbox.timesCalled("mvn")).isEqualTo(attempt);
        }
        assertThat(root.resolve("calls/java")).doesNotExist();
    }

    @Test
    void tellsHowToInstallMaven() throws Exception {
        Files.delete(sandbox.bin.resolve("mvn"));

        Start start = sandbox.start("runs");

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.err())
                .contains("Maven is missing", "apt install maven")
                .hasLineCount(1);
    }

    @Test
    void happensOnceForTwoThatStartTogether() throws Exception {
        // Maven waits at the gate until the test opens it.
        Path gate = sandbox.root.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        sandbox.also("mvn", "echo at the gate >&3; read -r opened <'" + gate + "'");
        // The first one's stderr, beyond Maven's log, is descriptor 3.
        LauncherSandbox.script(
                sandbox.root.resolve("first"), "#!/bin/sh\nexec 3>&2\nexec '" + quoted(sandbox.launcher) + "' train\n");
        Process first = sandbox.builder(sandbox.root.resolve("first"), Map.of()).start();
        BufferedReader firstErrors = new BufferedReader(new InputStreamReader(first.getErrorStream()));
        assertThat(firstErrors.readLine()).contains("building");
        assertThat(firstErrors.readLine()).isEqualTo("at the gate");

        Process second = sandbox.builder(sandbox.launcher, Map.of(), "train").start();
        BufferedReader secondErrors = new BufferedReader(new InputStreamReader(second.getErrorStream()));
        assertThat(secondErrors.readLine()).contains("waiting for another build");
        Files.writeString(gate, "open\n");

        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(sandbox.timesCalled("mvn")).isEqualTo(1);
    }

    private String quoted(Path path) {
        return path.toString().replace("'", "'\\''");
    }
}
