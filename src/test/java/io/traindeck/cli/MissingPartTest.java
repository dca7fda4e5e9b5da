package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Traindeck;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An installation from which a file has gone. */
class MissingPartTest {
    @Test
    void isToldInOneLineWithWhatToDo() throws Exception {
        List<String> command = new ArrayList<>(Traindeck.program());
        int classPath = command.indexOf("-cp") + 1;
        command.set(
                classPath,
                Arrays.stream(command.get(classPath).split(File.pathSeparator))
                        .filter(part -> !part.contains("gson"))
                        .collect(Collectors.joining(File.pathSeparator)));
        command.addAll(List.of("runs", "--json"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).startsWith("traindeck: a part of it is missing (").contains("traindeck doctor");
        assertThat(said.lines()).hasSize(1);
    }
}
