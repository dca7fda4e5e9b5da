package io.traindeck.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.testing.Patience;
import io.traindeck.testing.Program;
import io.traindeck.testing.Tmux;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bytes that reach the terminal of a person whose dashboard runs in tmux: one tmux plays that terminal and records what
 * the client of another one writes to it.
 */
class NotificationsInTmuxTest {
    private static final char BELL = '\007';
    private static final String MESSAGE = "\033]9;one: ended by hand\007";

    @TempDir
    private Path dir;

    private Program program;
    private RunFolder run;
    private Path recorded;

    @BeforeEach
    void makeRun() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux is not installed");
        program = new Program(dir.toRealPath());
        Files.createDirectories(program.folder().resolve("runs"));
        run = RunFolder.create(program.folder().resolve("runs"), "one");
        append("{\"event\":\"step\",\"time_ms\":" + System.currentTimeMillis() + ",\"step\":1,\"loss\":0.5}");
        recorded = Files.createFile(program.folder().resolve("recorded"));
    }

    private void append(String line) throws IOException {
        Files.writeString(run.events(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void end() throws IOException {
        append("{\"event\":\"run_ended\",\"time_ms\":" + System.currentTimeMillis()
                + ",\"reason\":\"stopped\",\"step\":1,\"message\":\"ended by hand\"}");
    }

    /** Returns the bytes that a person's terminal gets from before the end of the run until after it. */
    private String recorded(String passthrough, String options, Predicate<String> enough) throws Exception {
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow();
                Tmux inner = Tmux.shell(80, 24, program.env());
                Tmux outer = new Tmux(80, 24, program.env(), inner.attaching())) {
            inner.option("allow-passthrough", passthrough);
            inner.enter("cd " + program.folder());
            inner.enter(program.typed("watch one " + options));
            outer.waitFor("0.5");
            outer.record(recorded);
            end();
            outer.waitFor("STOPPED");
            return await(enough);
        }
    }

    private String await(Predicate<String> enough) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        String bytes = read();
        while (!enough.test(bytes) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000); // A file cannot call back.
            bytes = read();
        }
        return bytes;
    }

    private String read() throws IOException {
        return Files.readString(recorded, StandardCharsets.ISO_8859_1);
    }

    private static boolean hasBell(String bytes) {
        return bytes.replace(MESSAGE, "").indexOf(BELL) >= 0;
    }

    @Test
    void theMessageReachesTheTerminalAroundATmuxThatHandsItOn() throws Exception {
        String bytes = recorded("on", "", all -> all.contains(MESSAGE) && hasBell(all));
        assertThat(bytes).contains(MESSAGE).doesNotContain("Ptmux");
        assertThat(hasBell(bytes)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--notifications bell"})
    void theBellAloneDoesIfTmuxDoesNotOrNoMessageIsWanted(String options) throws Exception {
        String bytes = recorded(options.isEmpty() ? "off" : "on", options, NotificationsInTmuxTest::hasBell);
        assertThat(hasBell(bytes)).isTrue();
        assertThat(bytes).doesNotContain("ended by hand\007", "Ptmux");
    }

    @Test
    void nothingCallsWhoDoesNotWantIt() throws Exception {
        Path settings = Files.createDirectories(program.folder().resolve("config/traindeck"))
                .resolve("config.properties");
        Files.writeString(settings, "notifications = off\n");
        String bytes = recorded("on", "", all -> all.contains("STOPPED"));
        assertThat(bytes).contains("STOPPED").doesNotContain(MESSAGE);
        assertThat(hasBell(bytes)).isFalse();
    }
}
