package io.traindeck.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is watched on a terminal that nobody sees. */
class RehearseCommandTest {
    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "skipped: script(1) is not installed");
        program = new Program(folder);
    }

    @Test
    void endsWellWhereTheProgramShowsTheRunAndIsLeft() {
        String watched = folder.resolve("traindeck").toString();

        assertThat(program.run("rehearse", folder.resolve("made").toString(), "--", watched))
                .isEqualTo(new Program.Result(0, "", ""));
        assertThat(folder.resolve("made/rehearsal/events.jsonl")).isNotEmptyFile();
    }

    @Test
    void failsInOneLineWhereTheProgramEndsAtOnce() {
        Program.Result result =
                program.run("rehearse", folder.resolve("made").toString(), "--", "/bin/echo", "no picture");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("traindeck: the screen does not show a run that is RUNNING, and the program has ended")
                .contains("no picture");
    }
}
