package io.traindeck.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that is called like {@code ssh} and starts a shell of this machine instead. It greets as some machines do,
 * and it can be told to break its connections and to refuse new ones.
 */
public final class StandInSsh {
    private final Path program;
    private final Path broken;
    private final Path refusal;
    private final Path shells;

    /** Skips a test if there is no such shell, which may be a program with its arguments. */
    static void assumeThere(String shell) {
        Path file = Path.of("/usr/bin", shell.split(" ")[0]);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no " + shell);
    }

    /** @param shell the shell that stands for {@code sh} over there */
    public StandInSsh(Path folder, String shell, Path home) throws IOException {
        broken = folder.resolve("broken");
        refusal = folder.resolve("refusal");
        shells = Files.createDirectory(folder.resolve("shells"));
        program = folder.resolve("ssh");
        Files.writeString(
                program,
                """
                #!/bin/sh
                case "$*" in
                    *" hangs "*) exec sleep 600 ;;
                    *" stubborn"*) trap '' TERM; exec sleep 600 ;;
                esac
                printf '%%3000s\\n' 'a long greeting' >&2
                if [ -e '%s' ]; then echo "connect to host there: Connection refused" >&2; exit 255; fi
                if rm '%s' 2>/dev/null; then echo "Connection closed by remote host" >&2; exit 255; fi
                printf 'Welcome to Ubuntu\\n * 12 updates\\nno newline at the end'
                echo "a warning of the login" >&2
                echo $$ >'%s/'$$
                cd '%s' && exec %s
                """
                        .formatted(broken, refusal, shells, home, shell));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    /** Returns the environment in which this program is used. */
    public Map<String, String> env() {
        return Map.of(RemoteShell.SSH_VARIABLE, program.toString());
    }

    /** Ends every connection, and refuses new ones. */
    void breakLink() throws IOException {
        Files.createFile(broken);
        try (var all = Files.list(shells)) {
            for (Path shell : all.toList()) {
                ProcessHandle.of(Long.parseLong(shell.getFileName().toString()))
                        .ifPresent(ProcessHandle::destroyForcibly);
                Files.delete(shell);
            }
        }
    }

    /** Refuses the next connection, and takes those after it. */
    public void refuseOne() throws IOException {
        Files.createFile(refusal);
    }

    /** Takes connections again. */
    void mendLink() throws IOException {
        Files.delete(broken);
    }
}
