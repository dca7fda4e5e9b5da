package io.traindeck;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test class that starts the launcher in a sandbox, a new one for each test, in which no JDK is installed yet. */
abstract class StartsLauncher {
    @TempDir
    Path root;

    LauncherSandbox sandbox;

    @BeforeEach
    final void makeSandbox() throws IOException {
        sandbox = new LauncherSandbox(root.toRealPath());
    }
}
