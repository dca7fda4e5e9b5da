package io.traindeck.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJsonTest;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.Program;
import io.traindeck.testing.Tmux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person changes the settings while a screen is open, and makes a mistake. */
class ChangedSettingsTest {
    @TempDir
    private Path dir;

    private Program program;
    private Path settings;

    @BeforeEach
    void makeProgram() throws Exception {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux is not installed");
        program = new Program(dir.toRealPath());
        Files.createDirectory(program.folder().resolve("runs"));
        settings = Files.createDirectories(program.folder().resolve("config/traindeck"))
                .resolve("config.properties");
    }

    @Test
    void aRunIsNotResumedAndTheScreenSaysWhy() throws Exception {
        program.run("run", "--name", "one", "--", "sh", "-c", "exit 1");
        try (Tmux person = watching()) {
            person.press("r");
            person.waitFor("line 1: no setting");
            assertThat(person.capture()).contains("FAILED", "config.properties");
        }
    }

    @Test
    void noBranchIsMadeAndTheScreenSaysWhy() throws Exception {
        RunFolder run = RunFolder.create(program.folder().resolve("runs"), "one");
        RunJsonTest.json("one", 1_000, null).write(run.runJson());
        Files.write(
                run.events(),
                List.of(EventCodec.encode(OwnEvents.started(1_000, "one", 3)), EventCodec.encode(OwnEvents.step(15))));
        try (Tmux person = watching()) {
            person.press("b");
            person.waitFor(":branch 15");
            person.press("Enter");
            person.waitFor("line 1: no setting");
        }
        try (var all = Files.list(program.folder().resolve("runs"))) {
            assertThat(all).containsExactly(run.path());
        }
    }

    private Tmux watching() throws Exception {
        Tmux person = Tmux.shell(180, 24, program.env());
        person.enter("cd " + program.folder());
        person.enter(program.typed("watch one"));
        person.waitFor("? help");
        Files.writeString(settings, "theem = light\n");
        return person;
    }
}
