package io.traindeck.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Python;
import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a lock as a trainer does. It is in Python because the JDK takes a second to start. */
final class LockHolder {
    private static final String HOLD =
            """
            import fcntl, sys, time
            f = open(sys.argv[1], 'w')
            fcntl.lockf(f, fcntl.LOCK_EX)
            print(1, flush=True)
            time.sleep(600)
            """;

    private LockHolder() {}

    /** Returns the process, which holds the lock by now; skips the test if there is no Python. */
    static Process of(Path lock) throws IOException, InterruptedException {
        Python.assume("fcntl");
        Process process = new ProcessBuilder("python3", "-c", HOLD, lock.toString()).start();
        assertThat(process.getInputStream().read()).isEqualTo('1');
        return process;
    }
}
