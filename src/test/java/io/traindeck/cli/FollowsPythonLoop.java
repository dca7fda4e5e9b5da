package io.traindeck.cli;

import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Follows the log of a loop in Python, which a test starts, and ends both. */
abstract class FollowsPythonLoop {
    @TempDir
    Path dir;

    RunFolder run;
    LiveLog log;
    PythonLoop loop;

    @BeforeEach
    void follow() throws IOException, InterruptedException {
        Python.assume("fcntl");
        run = new RunFolder(dir.resolve("runs").resolve("loop"));
        log = LiveLog.of(run.events());
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        log.close();
        loop.close();
    }
}
