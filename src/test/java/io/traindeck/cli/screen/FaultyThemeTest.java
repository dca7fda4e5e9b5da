package io.traindeck.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import io.traindeck.testing.Program;
import io.traindeck.testing.Tmux;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyThemeTest {
    @TempDir
    private Path dir;

    @Test
    void aThemeOfTheDefaultsNameWithATypoIsSaidOnTheScreen() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux is not installed");
        Program program = new Program(dir.toRealPath());
        RunFolder run = RunFolder.create(program.folder().resolve("runs"), "one");
        Files.writeString(run.events(), "{\"event\":\"step\",\"time_ms\":1,\"step\":1,\"loss\":0.5}\n");
        Path themes = Files.createDirectories(program.folder().resolve("config/traindeck/themes"));
        Files.writeString(themes.resolve("dark.properties"), "foreground=#zzz\n");
        try (Tmux person = Tmux.shell(100, 24, program.env())) {
            person.enter("cd " + program.folder());
            person.enter(program.typed("replay one"));
            person.waitFor("dark.properties");
            assertThat(person.capture()).contains("REPLAY", "line 1");
        }
    }

    /** The screen would be refused, and the program would be at work with nobody there. */
    @Test
    void aThemeThatTheSettingsHaveWrongIsRefusedBeforeAnythingIsStarted() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux is not installed");
        Program program = new Program(dir.toRealPath());
        Files.createDirectory(program.folder().resolve("runs"));
        Path settings = Files.createDirectories(program.folder().resolve("config/traindeck"))
                .resolve("config.properties");
        assertThat(program.run("run", "--name", "one", "--", "sh", "-c", "echo x >> started; exit 1")
                        .exit())
                .isEqualTo(1);
        Files.writeString(settings, "theme = nosuch\n");
        try (Tmux person = Tmux.shell(200, 24, program.env())) {
            person.enter("cd " + program.folder());
            person.enter(program.typed("resume one; echo code $?"));
            person.waitFor("code 1");
            assertThat(person.capture()).contains("config.properties, line 1: no theme");
            person.enter("clear");
            person.enter(program.typed("run --name two -- sh -c 'echo x >> started'; echo end $?"));
            person.waitFor("end 1");
            assertThat(person.capture()).contains("config.properties, line 1: no theme");
        }
        assertThat(program.runNamed("two").path()).doesNotExist();
        assertThat(program.folder().resolve("started")).hasContent("x\n");
        assertThat(RunLock.isHeld(program.runNamed("one").lock())).isFalse();
        assertThat(program.events("one"))
                .filteredOn(event -> event instanceof RunResumed)
                .isEmpty();
    }
}
