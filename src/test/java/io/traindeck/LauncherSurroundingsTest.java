package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Variables of the environment that are meant for other programs, or come from a habit of theirs, must not change what
 * this program does.
 */
class LauncherSurroundingsTest extends StartsLauncher {
    @BeforeEach
    void installJdk() throws IOException {
        sandbox.installJdk("17.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "de_DE.ISO-8859-1", ""})
    void javaReadsNamesOfFilesAsUtf8WhateverTheLocale(String locale) throws Exception {
        sandbox.start(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", locale), "runs");
        assertThat(sandbox.javaEnvironment())
                .containsEntry("LC_ALL", "C.UTF-8")
                .containsEntry("TRAINDECK_LOCALE", locale.isEmpty() ? "C" : locale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", "en_GB.utf8"})
    void aLocaleOfUtf8Stays(String locale) throws Exception {
        sandbox.start(Map.of("LC_ALL", locale), "runs");
        assertThat(sandbox.javaEnvironment()).containsEntry("LC_ALL", locale).doesNotContainKey("TRAINDECK_LOCALE");
    }

    @Test
    void ofOptionsForAllJvmsOnlyPropertiesAreTaken() throws Exception {
        Map<String, String> options = Map.of(
                "JAVA_TOOL_OPTIONS", "-XX:+UseG1GC -Dhttps.proxyHost=proxy -Dfile.encoding=ISO-8859-1",
                "JDK_JAVA_OPTIONS", "-Xmx8m",
                "_JAVA_OPTIONS", "-Da=b");
        sandbox.start(options, "runs");
        assertThat(sandbox.java())
                .contains("-Dhttps.proxyHost=proxy", "-Da=b", "-XX:+UseSerialGC")
                .doesNotContain("-XX:+UseG1GC", "-Dfile.encoding=ISO-8859-1", "-Xmx8m");
        assertThat(sandbox.javaEnvironment())
                .doesNotContainKeys("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    }

    @Test
    void anotherProgramCanHaveThemBackAndALauncherThatIsStartedFromHereToo() throws Exception {
        sandbox.start(Map.of("JAVA_TOOL_OPTIONS", "-Xmx4g -Da=b", "LC_ALL", "", "LANG", "C"), "run");
        assertThat(sandbox.javaEnvironment())
                .containsEntry("TRAINDECK_HELD_JAVA_TOOL_OPTIONS", "-Xmx4g -Da=b")
                .containsEntry("TRAINDECK_HELD_LC_ALL", "");
        sandbox.start(Map.of("TRAINDECK_HELD_JAVA_TOOL_OPTIONS", "-Xmx4g -Da=b"), "train");
        assertThat(sandbox.java()).contains("-Da=b").doesNotContain("-Xmx4g");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "train", "run"})
    void optionsForThisProgramPrevailOverThoseOfTheLauncher(String command) throws Exception {
        sandbox.start(Map.of("TRAINDECK_JAVA_OPTIONS", "-Xmx2g -Dc=d"), command);
        assertThat(sandbox.java().stream().filter(word -> word.startsWith("-Xmx")))
                .last()
                .isEqualTo("-Xmx2g");
        assertThat(sandbox.java()).contains("-Dc=d");
        assertThat(sandbox.javaEnvironment()).containsEntry("TRAINDECK_JAVA_OPTIONS", "-Xmx2g -Dc=d");
    }

    @Test
    void theVersionThatAnImageOfPyTorchHoldsIsNotTheEnginesUnlessItIsLoadedFromThere() throws Exception {
        sandbox.start(Map.of("PYTORCH_VERSION", "1.13.0"), "train");
        assertThat(sandbox.javaEnvironment()).doesNotContainKey("PYTORCH_VERSION");
        sandbox.start(Map.of("PYTORCH_VERSION", "2.7.1", "PYTORCH_LIBRARY_PATH", "/opt/torch"), "train");
        assertThat(sandbox.javaEnvironment()).containsEntry("PYTORCH_VERSION", "2.7.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:secret@proxy.example:3128/", "proxy.example:3128", "https://proxy.example:3128"})
    void dataIsDownloadedThroughTheProxyOfTheEnvironment(String proxy) throws Exception {
        sandbox.start(Map.of("https_proxy", proxy), "train");
        assertThat(sandbox.java()).contains("-Dhttps.proxyHost=proxy.example", "-Dhttps.proxyPort=3128");
    }
}
