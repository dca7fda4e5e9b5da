package io.traindeck.remote;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteShellTest {
    @TempDir
    private Path dir;

    @Test
    void givesUpAnAnswerThatDoesNotEnd() throws IOException {
        Path ssh = Files.writeString(dir.resolve("ssh"), "#!/bin/sh\nexec cat /dev/zero\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        try (RemoteShell shell = new RemoteShell(List.of(ssh.toString()), "there")) {
            assertThatThrownBy(() -> shell.define(""))
                    .isInstanceOf(IOException.class)
                    .hasMessage("there gives an answer that does not end");
        }
    }
}
