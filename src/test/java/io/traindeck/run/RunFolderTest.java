package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
    @TempDir
    Path dir;

    private Path runs;

    @BeforeEach
    void name() {
        runs = dir.resolve("deep").resolve("runs");
    }

    static Stream<String> badNames() {
        return Stream.of(
                "",
                " ",
                ".",
                "..",
                ".hidden",
                "-rf",
                "a/b",
                "/etc",
                "a..b",
                "../a",
                "a\nb",
                "a\u001b[31m",
                "a\u007f",
                "a\u009bm",
                "a\u202eb",
                "a\u200bb",
                "a\u2028b",
                "\0",
                "a\ud800",
                "a ",
                "x".repeat(101));
    }

    @Test
    void oneThatWasKilledAsItWasMadeLeavesItsNameFree() throws Exception {
        RunFolder run = RunFolder.create(runs, "a");
        Files.writeString(run.path().resolve(".run.json.tmp"), "{\"schema\": 1, \"ru");

        run.removeIfNeverStarted();

        assertThat(run.path()).doesNotExist();
        RunFolder.create(runs, "a");
    }

    @Test
    void whatIsNotOursIsNotRemoved() throws Exception {
        RunFolder run = RunFolder.create(runs, "a");
        Path precious = Files.writeString(run.path().resolve("notes.txt"), "not ours");

        run.removeIfNeverStarted();

        assertThat(precious).exists();
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void aBadNameIsRefusedInOneLineThatIsSafeToPrint(String name) {
        assertThatThrownBy(() -> RunFolder.create(runs, name))
                .isInstanceOf(RunException.class)
                .message()
                .matches("[\\x20-\\x7e]+")
                .contains("--name");
        assertThat(runs).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "cifar10-upgraded", "run 7", "Prüfung-訓練", "a.b_c+d", "2026-11-22"})
    void aGoodNameBecomesAFolderForItsOwnerAlone(String name) throws Exception {
        RunFolder run = RunFolder.create(runs, name);
        assertThat(run.path()).isEqualTo(runs.resolve(name));
        assertThat(run.name()).isEqualTo(name);
        for (Path folder : List.of(run.path(), run.checkpoints(), run.commands())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(RunFolder.open(List.of(runs), name)).isEqualTo(run);
    }

    @Test
    void theLongestNameFits() throws Exception {
        assertThat(RunFolder.create(runs, "x".repeat(100)).path()).isDirectory();
    }

    @Test
    void aRunIsNeverMadeTwice() throws Exception {
        RunFolder.create(runs, "a");
        assertThatThrownBy(() -> RunFolder.create(runs, "a"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("exists")
                .hasMessageContaining("traindeck resume ");
    }

    @Test
    void aFileInPlaceOfTheFolderIsAnError() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));
        assertThatThrownBy(() -> RunFolder.create(file, "a"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> RunFolder.create(file.resolve("deeper"), "a"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aRunIsOpenedByNameOrPath() throws Exception {
        RunFolder run = RunFolder.create(runs, "a");
        assertThat(RunFolder.open(List.of(runs), "a")).isEqualTo(run);
        assertThat(RunFolder.open(List.of(dir), run.path().toString())).isEqualTo(run);
        assertThat(RunFolder.open(List.of(dir), run.path() + "/.").name()).isEqualTo("a");
    }

    @Test
    void aRunIsOpenedInTheFirstFolderThatHasIt() throws Exception {
        RunFolder run = RunFolder.create(runs, "a");
        Path empty = Files.createDirectory(dir.resolve("empty"));
        assertThat(RunFolder.open(List.of(empty, runs), "a")).isEqualTo(run);
        assertThatThrownBy(() -> RunFolder.open(List.of(empty, runs), "b"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("no run \"b\" in " + empty);
    }

    @Test
    void aFolderWithALogIsARun() throws Exception {
        Files.createDirectories(runs.resolve("copied"));
        Files.createFile(runs.resolve("copied").resolve("events.jsonl"));
        assertThat(RunFolder.open(List.of(runs), "copied").events()).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", "..", "a\0b", "\u001b[31m", "/nowhere/at/all"})
    void whatIsNoRunIsRefused(String name) throws IOException {
        Files.createDirectories(runs);
        assertThatThrownBy(() -> RunFolder.open(List.of(runs), name))
                .isInstanceOf(RunException.class)
                .message()
                .matches("[\\x20-\\x7e]+");
    }

    @Test
    void aFolderThatIsNoRunIsRefused() throws IOException {
        Files.createDirectories(runs.resolve("empty"));
        assertThatThrownBy(() ->
                        RunFolder.open(List.of(runs), runs.resolve("empty").toString()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("is not a run");
    }

    @Test
    void aMailboxIsMadeWhereItIsMissing() throws Exception {
        RunFolder run = RunFolder.create(runs, "a");
        run.makeCommands();
        Files.delete(run.commands());
        run.makeCommands();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.commands())))
                .isEqualTo("rwx------");
    }

    @Test
    void noMailboxIsMadeThroughALink() throws Exception {
        RunFolder run = RunFolder.create(runs, "a");
        Path elsewhere = dir.resolve("elsewhere");
        Files.delete(run.commands());
        Files.createSymbolicLink(run.commands(), elsewhere);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(run::makeCommands)
                    .isInstanceOf(RunException.class)
                    .hasMessage("cannot make the folder " + run.commands()
                            + ", where a trainer gets its commands: it exists already");
            if (i == 0) {
                assertThat(elsewhere).doesNotExist();
                Files.createDirectory(elsewhere);
            }
        }
        assertThat(elsewhere).isEmptyDirectory();
    }
}
