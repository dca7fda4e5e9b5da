package io.traindeck.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemotePathTest {
    @ParameterizedTest
    @CsvSource({
        "gpu2:runs/a,              gpu2,              runs/a,      a",
        "ann@gpu2.lab:/data/runs,  ann@gpu2.lab,      /data/runs,  runs",
        "gpu2:~/runs/a/,           gpu2,              runs/a/,     a",
        "gpu2:~/,                  gpu2,              .,           gpu2",
        "gpu2:~,                   gpu2,              .,           gpu2",
        "10.0.0.7:logs/x:y.csv,    10.0.0.7,          logs/x:y.csv, x:y.csv",
        "g:..,                     g,                 ..,          g",
    })
    void isWrittenAsScpHasIt(String text, String host, String path, String name) {
        RemotePath remote = RemotePath.of(text).orElseThrow();
        assertThat(remote.host()).isEqualTo(host);
        assertThat(remote.path()).isEqualTo(path);
        assertThat(remote.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "runs/a",
                "./x:y",
                "/x:y",
                "-oProxyCommand=touch:x",
                "gpu2:",
                ":a",
                "a b:c",
                "http//x",
                "-x:y"
            })
    void whatNamesNoHostIsAPathOfThisMachine(String text) {
        assertThat(RemotePath.of(text)).isEmpty();
    }

    @Test
    void aFileOfThatNameHereComesFirst(@TempDir Path dir) throws Exception {
        Path file = Files.createFile(dir.resolve("gpu2:log"));
        Path here = Path.of("").toAbsolutePath().relativize(file.toAbsolutePath());
        assertThat(RemotePath.of(here.toString())).isEmpty();
        assertThat(RemotePath.of(file.toString())).isEmpty();
    }
}
