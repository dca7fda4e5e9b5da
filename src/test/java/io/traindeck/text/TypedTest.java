package io.traindeck.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedTest {
    @TempDir
    Path dir;

    private Path launcher;

    @BeforeEach
    void makeLauncher() throws Exception {
        launcher = program(dir.resolve("clone").resolve("traindeck"));
    }

    private static Path program(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private String program(String path, Path here) {
        return Typed.program(Map.of("PATH", path, Typed.LAUNCHER, launcher.toString()), here);
    }

    @Test
    void isTheNameWhereTheShellFindsThisProgramByIt() throws Exception {
        Path bin = Files.createDirectories(dir.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("traindeck"), launcher);
        assertThat(program("/nowhere:" + bin, dir)).isEqualTo("traindeck");
        assertThat(Typed.program(Map.of(), dir)).isEqualTo("traindeck");
    }

    @Test
    void isThePathWhereTheShellFindsNoneOrAnother() throws Exception {
        assertThat(program("", dir.resolve("elsewhere"))).isEqualTo(launcher.toString());
        assertThat(program("/usr/bin", dir.resolve("clone"))).isEqualTo("./traindeck");
        assertThat(program("/usr/bin", dir)).isEqualTo("./clone/traindeck");
        Path other = program(dir.resolve("other").resolve("traindeck"));
        assertThat(program(other.getParent() + ":" + launcher.getParent(), dir.resolve("clone")))
                .isEqualTo("./traindeck");
    }

    @Test
    void wordsThatAShellWouldTakeForSomethingElseAreQuoted() {
        assertThat(Typed.command("resume", "my run")).endsWith("traindeck resume 'my run'");
    }
}
