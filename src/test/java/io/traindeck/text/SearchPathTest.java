package io.traindeck.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {
    @TempDir
    Path dir;

    private Path file(String name, String mode) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.setPosixFilePermissions(Files.createFile(file), PosixFilePermissions.fromString(mode));
    }

    @Test
    void findsTheFirstThatCanBeStarted() throws IOException {
        Files.createDirectories(dir.resolve("a/tool"));
        file("b/tool", "rw-r--r--");
        Path program = file("c/tool", "rwxr-xr-x");
        file("d/tool", "rwxr-xr-x");
        String path = dir + "/gone:\0:" + dir + "/a:" + dir + "/b:" + dir + "/c:" + dir + "/d";

        assertThat(SearchPath.find(path, "tool")).contains(program);
        assertThat(SearchPath.find(path, "other")).isEmpty();
    }

    @Test
    void findsNothingWithoutAPath() {
        assertThat(SearchPath.find(null, "sh")).isEmpty();
        assertThat(SearchPath.find("", "sh")).isEmpty();
    }
}
