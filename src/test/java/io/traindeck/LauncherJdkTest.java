package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.LauncherSandbox.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which JDK the launcher takes. */
class LauncherJdkTest extends StartsLauncher {
    @Test
    void tellsHowToInstallOneWhereThereIsNone() throws Exception {
        Start start = sandbox.start("train");

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.out()).isEmpty();
        assertThat(start.err())
                .contains("no JDK 17 or newer", "apt install openjdk-17-jdk", "dnf install", "brew install");
        assertThat(sandbox.timesCalled("mvn")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "11.0.22", "16.0.2"})
    void refusesOneThatIsTooOldAndNamesIt(String version) throws Exception {
        Path old = sandbox.installJdk(version);

        Start start = sandbox.start("train");

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.err()).contains("(" + old + " is Java " + version + ")");
    }

    @Test
    void refusesOneWithoutCompiler() throws Exception {
        Files.delete(sandbox.installJdk("17.0.1").resolve("bin/javac"));

        Start start = sandbox.start("train");

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.err()).contains("has no compiler");
    }

    @Test
    void comesFromJavaHomeThenPathThenTheUsualFolder() throws Exception {
        Path installed = sandbox.installJdk("17.0.1");
        assertThat(javaOf(Map.of())).isEqualTo(installed);

        Path onPath = sandbox.jdk(sandbox.root.resolve("on path"), "21");
        Files.createSymbolicLink(sandbox.bin.resolve("java"), onPath.resolve("bin/java"));
        assertThat(javaOf(Map.of())).isEqualTo(onPath);

        Path own = sandbox.jdk(sandbox.root.resolve("own jdk"), "25-ea");
        assertThat(javaOf(Map.of("JAVA_HOME", own.toString()))).isEqualTo(own);

        Path old = sandbox.jdk(sandbox.root.resolve("old"), "11.0.1");
        assertThat(javaOf(Map.of("JAVA_HOME", old.toString()))).isEqualTo(onPath);
    }

    @Test
    void isAskedForItsHomeWhereTheJavaOnThePathIsAWrapper() throws Exception {
        Path home = sandbox.jdk(sandbox.root.resolve("elsewhere"), "21.0.2");
        LauncherSandbox.script(sandbox.bin.resolve("java"), "#!/bin/sh\necho '    java.home = " + home + "' >&2\n");

        assertThat(javaOf(Map.of())).isEqualTo(home);
    }

    private Path javaOf(Map<String, String> environment) throws Exception {
        assertThat(sandbox.start(environment, "train").exit()).isZero();
        return Path.of(sandbox.java().get(0)).getParent().getParent();
    }
}
