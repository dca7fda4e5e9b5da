package io.traindeck.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Traindeck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that the trainers of a queue start: that of the option comes before that of the settings. */
class QueueExecTest {
    @TempDir
    Path dir;

    private Path notes;
    private Path settings;

    @BeforeEach
    void settingsHaveACommand() throws Exception {
        notes = dir.resolve("notes");
        settings = Files.createDirectories(dir.resolve("config/traindeck")).resolve("config.properties");
        Files.writeString(settings, "exec = " + note("settings") + "\n");
    }

    private String note(String who) {
        return "echo \"" + who + " $TRAINDECK_EVENT $TRAINDECK_RUN_NAME\" >> " + notes;
    }

    private static String[] sweep(String name, String... more) {
        List<String> words = new ArrayList<>(List.of("sweep", "--name", name, "--vary", "n=1,2"));
        words.addAll(List.of(more));
        words.addAll(List.of("--", "echo", "step 1 loss {n}"));
        return words.toArray(String[]::new);
    }

    @Test
    void theOptionComesBeforeTheSettings() throws Exception {
        try (Traindeck traindeck = new Traindeck(dir)) {
            traindeck.env("XDG_CONFIG_HOME", dir.resolve("config").toString());

            traindeck.run(sweep("a"));
            traindeck.run(sweep("b", "--exec", note("option")));
            traindeck.run(sweep("c", "--exec", ""));

            assertThat(Files.readAllLines(notes))
                    .containsExactly(
                            "settings ended a-n=1", "settings ended a-n=2", "option ended b-n=1", "option ended b-n=2");
        }
    }

    @Test
    void jobsOfAClusterHaveItToo() throws Exception {
        try (Traindeck traindeck = new Traindeck(dir)) {
            assertThat(traindeck.run(sweep("d", "--slurm", "1", "--dry-run", "--exec", "mail me")))
                    .contains(" --plain --exec 'mail me' &");
        }
    }
}
