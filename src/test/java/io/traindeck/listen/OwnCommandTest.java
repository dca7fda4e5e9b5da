package io.traindeck.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words that start a program again. */
class OwnCommandTest {
    @TempDir
    private Path dir;

    /** What Java knows of a process. */
    private record Known(Optional<String> command, Optional<String[]> arguments) implements ProcessHandle.Info {
        @Override
        public Optional<String> commandLine() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> startInstant() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> totalCpuDuration() {
            return Optional.empty();
        }

        @Override
        public Optional<String> user() {
            return Optional.empty();
        }
    }

    @Test
    void aLongCommandLineIsKnownThoughJavaDoesNotTellIt() throws Exception {
        String classPath = "/home/me/.m2/repository/a.jar:".repeat(1000);
        Path words = Files.writeString(dir.resolve("cmdline"), "java\0-cp\0" + classPath + "\0Main\0\0last\0");
        assertThat(OwnCommand.words(words, new Known(Optional.of("/opt/jdk/bin/java"), Optional.empty())))
                .contains(List.of("/opt/jdk/bin/java", "-cp", classPath, "Main", "", "last"));
    }

    @Test
    void whereTheSystemHasNoSuchFileJavaIsAsked() {
        Path missing = dir.resolve("missing");
        assertThat(OwnCommand.words(
                        missing, new Known(Optional.of("/opt/jdk/bin/java"), Optional.of(new String[] {"Main", "3"}))))
                .contains(List.of("/opt/jdk/bin/java", "Main", "3"));
        assertThat(OwnCommand.words(missing, new Known(Optional.of("/opt/jdk/bin/java"), Optional.empty())))
                .isEmpty();
    }

    @Test
    void theWordsOfThisProcessAreAllThere() {
        assertThat(OwnCommand.words().orElseThrow()).hasSizeGreaterThan(1);
    }
}
