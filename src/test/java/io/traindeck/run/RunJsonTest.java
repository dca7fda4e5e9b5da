package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class RunJsonTest {
    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void name() {
        file = dir.resolve("run.json");
    }

    public static RunJson json(String run, long createdMs, String dataDir) {
        JsonObject dials = JsonParser.parseString("{\"max_lr\":0.003,\"widths\":[64,128,256],\"clip\":null}")
                .getAsJsonObject();
        return json(run, createdMs, new RunTask.Images("cifar10", dataDir, 0), dials);
    }

    /** Returns a run of our own trainer as it stands in a folder. */
    public static RunJson json(String run, long createdMs, RunTask.Images images, JsonObject dials) {
        return new RunJson(
                run,
                createdMs,
                new RunTask.Training("upgraded", images, 42, new RunTask.Engine("cpu", 2), dials, null),
                new RunJson.Trainer(RunJson.thisHost(), 4711, Map.of("traindeck", "0.1.0", "java", "17")));
    }

    @Test
    void comesBackEqual() throws Exception {
        for (String dataDir : new String[] {null, "/data/ü"}) {
            RunJson json = json("a", 1, dataDir);
            json.write(file);
            assertThat(RunJson.read(file)).isEqualTo(json);
        }
    }

    @Test
    void hasTheKeysOfTheFormat() throws Exception {
        json("a", 1, null).write(file);
        JsonObject written = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(written.keySet())
                .containsExactly(
                        "schema",
                        "run",
                        "created_ms",
                        "recipe",
                        "data",
                        "data_dir",
                        "limit",
                        "data_digest",
                        "seed",
                        "device",
                        "threads",
                        "parent",
                        "host",
                        "pid",
                        "versions",
                        "dials");
        assertThat(written.get("data_dir").isJsonNull()).isTrue();
    }

    @Test
    void anothersProgramComesBackEqual() throws Exception {
        for (StartedProcess process : new StartedProcess[] {null, new StartedProcess(7, 8)}) {
            RunTask.Program program = new RunTask.Program(
                    List.of("python", "train ü.py", ""),
                    "/home",
                    null,
                    List.of("logs"),
                    Map.of("checkpoint", "USR1"),
                    Map.of("PATH", "/bin"),
                    process);
            RunJson json = new RunJson("a", 1, program, new RunJson.Trainer("host", 4711, Map.of()));
            json.write(file);
            assertThat(RunJson.read(file)).isEqualTo(json);
            assertThat(json.program()).contains(program);
            assertThatThrownBy(json::training)
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("another program's");
        }
        JsonObject written = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(written.keySet())
                .containsExactly(
                        "schema",
                        "run",
                        "created_ms",
                        "command",
                        "cwd",
                        "git",
                        "logs",
                        "on",
                        "environment",
                        "process",
                        "host",
                        "pid",
                        "versions");
    }

    @Test
    void isReplacedWholeAndForItsOwnerAlone() throws Exception {
        json("a", 1, null).write(file);
        json("b", 2, null).write(file);
        assertThat(RunJson.read(file).run()).isEqualTo("b");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aWriteThatFailsLeavesTheOldOne() throws Exception {
        json("a", 1, null).write(file);
        // A folder that is not empty stands where the new file would be written.
        Files.createDirectories(dir.resolve(".run.json.tmp").resolve("in the way"));
        assertThatThrownBy(() -> json("b", 2, null).write(file))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(file.toString());
        assertThat(RunJson.read(file).run()).isEqualTo("a");
    }

    @Test
    void whatIsMissingOrMisshapenIsNamed() throws Exception {
        json("a", 1, null).write(file);
        String good = Files.readString(file);
        Files.writeString(file, good.replace("\"seed\"", "\"sead\""));
        assertThatThrownBy(() -> RunJson.read(file))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("\"seed\" is missing");
        Files.writeString(file, good.replace("\"seed\": 42", "\"seed\": \"42\""));
        assertThatThrownBy(() -> RunJson.read(file)).hasMessageContaining("\"seed\" is not a number");
        Files.writeString(file, good.replace("\"dials\": {", "\"dials\": [], \"x\": {"));
        assertThatThrownBy(() -> RunJson.read(file)).hasMessageContaining("\"dials\"");
        Files.writeString(file, good.replace("\"schema\": 1", "\"schema\": 2"));
        assertThatThrownBy(() -> RunJson.read(file)).hasMessageContaining("schema 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "\0\0\0", "{} {}"})
    void garbageIsRefusedInOneLine(String content) throws Exception {
        Files.writeString(file, content);
        assertThatThrownBy(() -> RunJson.read(file))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingFileOrAFolderInItsPlaceIsRefused() throws Exception {
        assertThatThrownBy(() -> RunJson.read(file)).isInstanceOf(RunException.class);
        Files.createDirectory(file);
        assertThatThrownBy(() -> RunJson.read(file)).isInstanceOf(RunException.class);
    }

    @Test
    void aHugeFileIsRefused() throws Exception {
        Files.write(file, new byte[2 << 20]);
        assertThatThrownBy(() -> RunJson.read(file)).hasMessageContaining("larger");
    }
}
