package io.traindeck.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The Python that tests call. */
public final class Python {
    /** The one that sees the libraries of Debian's packages; another one on the PATH does not. */
    private static final Path DEBIAN = Path.of("/usr/bin/python3");

    private Python() {}

    /** Its command; whether there is one shows when it is started. */
    public static String command() {
        return Files.isExecutable(DEBIAN) ? DEBIAN.toString() : "python3";
    }
}
