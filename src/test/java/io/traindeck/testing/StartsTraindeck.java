package io.traindeck.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test class that starts the real program, whose runs lie in an empty folder for each test. */
public abstract class StartsTraindeck {
    @TempDir
    protected Path dir;

    @AutoClose
    protected Traindeck traindeck;

    @BeforeEach
    final void open() {
        traindeck = new Traindeck(dir);
    }
}
