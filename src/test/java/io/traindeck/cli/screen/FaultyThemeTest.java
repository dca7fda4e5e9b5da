package io.traindeck.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.run.RunFolder;
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
}
