package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.testing.Tmux;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real program on a real tty under a real shell: however it ends, the terminal is left as it was found. */
class TerminalLifeTest {
    private static final String DEMO = Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:+UseSerialGC "
            + "-XX:TieredStopAtLevel=1 -Xmx64m io.traindeck.terminal.DemoScreen";

    private Tmux tmux;
    private int runs;

    @BeforeAll
    static void needsTmux() {
        assumeTrue(Tmux.isInstalled(), "tmux is not installed: the terminal's life on a real tty is not tested");
    }

    @BeforeEach
    void startShell() {
        tmux = Tmux.shell(
                80, 24, Map.of("CLASSPATH", System.getProperty("java.class.path"), "LC_ALL", "C.UTF-8", "DEMO", DEMO));
        run("set -b; before=$(stty -g)");
    }

    @AfterEach
    void close() {
        tmux.close();
    }

    /** Runs shell commands and waits until they are done. */
    private void run(String commands) {
        String done = "done" + ++runs;
        // What is typed is shown, too, and must not look like the answer.
        tmux.enter(commands + "; echo ''" + done.replace("done", "do''ne"));
        tmux.waitFor(done);
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command.split(" ")[0])));
    }

    private void startDemo() {
        run("clear");
        tmux.enter("$DEMO");
        tmux.waitFor("the demo's picture", TerminalLifeTest::isDemo);
        assertThat(tmux.format("#{alternate_on}")).isEqualTo("1");
    }

    private static boolean isDemo(String screen) {
        return screen.startsWith("size 80x24") && screen.contains("footer");
    }

    private void assertLeftAsFound(int exit) {
        tmux.waitForPrompt();
        run("echo exit=$?; [ \"$(stty -g)\" = \"$before\" ] && echo same modes");
        assertThat(tmux.capture()).contains("exit=" + exit, "same modes");
        assertThat(tmux.format("#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");
    }

    @Test
    void quit() {
        startDemo();
        tmux.press("q");
        tmux.waitFor("farewell");
        assertThat(tmux.capture()).contains("stray line").doesNotContain("footer");
        assertLeftAsFound(0);
    }

    @Test
    void ctrlC() {
        startDemo();
        tmux.press("C-c");
        tmux.waitFor("farewell");
        assertLeftAsFound(130);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
    void endedByASignal(String signal, int exit) {
        startDemo();
        signal(signal);
        tmux.waitFor("farewell");
        assertLeftAsFound(exit);
    }

    @Test
    void exception() {
        startDemo();
        tmux.press("x");
        tmux.waitFor("thrown on purpose");
        assertThat(tmux.capture()).contains("farewell", "stray line");
        assertLeftAsFound(1);
    }

    /** bash puts the modes right itself after a stop, dash leaves that to the program. */
    @ParameterizedTest
    @ValueSource(strings = {"bash --norc --noprofile", "dash"})
    void ctrlZAndBack(String shell) {
        assumeTrue(isInstalled(shell), shell + " is not installed");
        tmux.enter("exec env PS1='$ ' " + shell + " -i");
        // What is typed between two shells can get lost.
        tmux.waitFor("exec env");
        tmux.waitForPrompt();
        run("before=$(stty -g)");
        startDemo();
        tmux.press("Up");
        tmux.waitFor("key ArrowUp");
        tmux.press("C-z");
        tmux.waitFor("Stopped");
        assertLeftAsFound(148);

        run("clear");
        tmux.enter("fg");
        tmux.waitFor("the demo's picture", screen -> isDemo(screen) && screen.contains("key ArrowUp"));
        tmux.press("Down");
        tmux.waitFor("key ArrowDown");
        assertThat(tmux.capture()).doesNotContain("done");
        tmux.press("q");
        tmux.waitFor("farewell");
        assertLeftAsFound(0);
    }

    @Test
    void stoppedWithoutWarningAndBack() {
        startDemo();
        signal("STOP");
        tmux.waitFor("Stopped");
        run("echo shell");
        tmux.enter("fg");
        tmux.waitFor("the whole picture again", screen -> isDemo(screen) && !screen.contains("done"));
        tmux.press("Down");
        tmux.waitFor("key ArrowDown");
        tmux.press("q");
        tmux.waitFor("farewell");
        assertLeftAsFound(0);
    }

    @Test
    void endedWhileStopped() {
        startDemo();
        tmux.press("C-z");
        tmux.waitFor("Stopped");
        run("clear");
        tmux.enter("kill %1");
        tmux.waitFor("Terminated");
        run("true");
        assertLeftAsFound(0);
    }

    @Test
    void resizeAndCommandLine() {
        startDemo();
        tmux.resize(100, 30);
        tmux.waitFor("size 100x30");
        tmux.type(":pa"); // At once: the p must reach the line, not the demo.
        tmux.waitFor(":pa");
        tmux.press("Tab");
        tmux.waitFor(":pause");
        assertThat(tmux.format("#{cursor_flag} #{cursor_y}")).isEqualTo("1 29");
        tmux.paste(" and\nmore");
        tmux.waitFor("and more");
        tmux.press("Enter");
        tmux.waitFor("line pause  and more");
        tmux.waitFor("a hidden cursor", screen -> tmux.format("#{cursor_flag}").equals("0"));
        tmux.press(":");
        tmux.waitFor("a prompt", screen -> screen.stripTrailing().endsWith("\n:"));
        tmux.press("C-c");
        tmux.waitFor("footer");
        tmux.paste("q");
        tmux.press("C-\\", "C-s", "Left");
        tmux.waitFor("key ArrowLeft");
        tmux.press("q");
        tmux.waitFor("farewell");
        assertLeftAsFound(0);
    }

    @Test
    void standardOutputIsNoTerminal() {
        run("clear; $DEMO | cat");
        assertThat(tmux.capture()).contains("IOException: standard input and output are no");
        assertLeftAsFound(0);
    }

    private void signal(String name) {
        long pid = Long.parseLong(tmux.format("#{pane_pid}"));
        ProcessHandle shell = ProcessHandle.of(pid).orElseThrow();
        long demo = shell.children().findFirst().orElseThrow().pid();
        try {
            String kill = "kill -" + name + " " + demo;
            assertThat(new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
