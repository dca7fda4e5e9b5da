package io.traindeck.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.RunJson;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Patience;
import io.traindeck.testing.Traindeck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words of a swept program are its own, even those that would mean something to traindeck. */
class SweptProgramWordsTest {
    /** A program that waits for a file as long as there is a folder for it, and then writes down its words. */
    private static final String PROGRAM =
            """
            echo step 1 loss 0.5; echo step 2 loss 0.5
            while [ -d "$0" ] && [ ! -e "$0/go" ]; do sleep 0.05; done
            echo "$@" >>"$0/words"
            """;

    @TempDir
    Path dir;

    @Test
    void reachItAsTheyWereTypedThoughTheSweepGoesOnInTheBackground() throws Exception {
        Path config = Files.writeString(dir.resolve("config"), "not this\n");
        try (Traindeck traindeck = new Traindeck(dir);
                LiveLog log = traindeck.log("own-n=1")) {
            String printed = traindeck.run(
                    "sweep",
                    "--name",
                    "own",
                    "--detach",
                    "--vary",
                    "n=1,2",
                    "--",
                    "sh",
                    "-c",
                    PROGRAM,
                    dir.toString(),
                    "{n}",
                    "--detach",
                    "@" + config);
            assertThat(printed).isEqualTo("own\n");
            log.await(RunStarted.class);
            ProcessHandle sweep = ProcessHandle.of(
                            RunJson.read(traindeck.folder("own-n=1").runJson())
                                    .trainer()
                                    .pid())
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
            Files.createFile(dir.resolve("go"));
            sweep.onExit().get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(dir.resolve("words"))
                    .content()
                    .isEqualTo("1 --detach @%1$s\n2 --detach @%1$s\n".formatted(config));
        }
    }
}
