package io.traindeck.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of other programs on another machine, which is this one behind a shell. */
class CopiedFolderTest {
    private static final Instant THEN = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path dir;

    private Path home;
    private Path here;
    private RemoteShell shell;

    @BeforeEach
    void connect() throws IOException {
        home = Files.createDirectory(dir.resolve("home"));
        here = dir.resolve("here");
        shell = shell("sh", dir);
    }

    @AfterEach
    void disconnect() {
        shell.close();
    }

    private RemoteShell shell(String shell, Path folder) throws IOException {
        String ssh = new StandInSsh(folder, shell, home).env().get(RemoteShell.SSH_VARIABLE);
        RemoteShell connected = new RemoteShell(List.of(ssh), "gpu2");
        connected.define(RemoteFiles.FUNCTIONS + ListingQuestions.FUNCTIONS);
        return connected;
    }

    private CopiedFolder look(int most) throws IOException {
        CopiedFolder folder = new CopiedFolder("logs", here, most);
        folder.look(new RemoteFiles(shell));
        return folder;
    }

    /** Writes a log that was changed so many seconds after {@link #THEN}. */
    private Path log(String name, String content, int seconds) throws IOException {
        Path log = home.resolve("logs").resolve(name);
        Files.createDirectories(log.getParent());
        Files.writeString(log, content);
        return Files.setLastModifiedTime(log, FileTime.from(THEN.plusSeconds(seconds)));
    }

    private static List<String> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void ofTooManyFilesTheNewestAreCopiedAndThatIsSaid() throws Exception {
        log("a/metrics.csv", "a", 4);
        log("b/metrics.csv", "b", 1);
        log("c.log", "c", 5);
        log("d/params/lr", "0.1", 2);
        log("e/meta.yaml", "e", 3);

        CopiedFolder folder = look(3);

        assertThat(below(here)).containsExactly("a/metrics.csv", "c.log", "e/meta.yaml");
        assertThat(folder.leftOut()).isEqualTo("the newest 3 of 5 files that may be logs");
    }

    @Test
    void ofAsManyAsAreCopiedNothingIsSaid() throws Exception {
        log("a.csv", "a", 1);
        log("b.csv", "b", 2);
        assertThat(look(2).leftOut()).isEmpty();
        assertThat(below(here)).containsExactly("a.csv", "b.csv");
    }

    @Test
    void manyFilesOfAnySizeAreCopiedWholeWithTheirTimes() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 90; i++) {
            byte[] content = new byte[i % 30 == 7 ? 70_000 : random.nextInt(1_500)];
            random.nextBytes(content);
            Path log = log(i + "/it's a \"log\".csv", "", i);
            Files.write(log, content);
            Files.setLastModifiedTime(log, FileTime.from(THEN.plusSeconds(i)));
        }

        look(1_000);

        assertThat(below(here)).hasSize(90).isEqualTo(below(home.resolve("logs")));
        for (String name : below(here)) {
            Path copy = here.resolve(name);
            Path log = home.resolve("logs").resolve(name);
            assertThat(copy).hasSameBinaryContentAs(log);
            assertThat(Files.getLastModifiedTime(copy).toInstant())
                    .isBetween(
                            Files.getLastModifiedTime(log).toInstant().minusSeconds(5),
                            Files.getLastModifiedTime(log).toInstant().plusSeconds(5));
        }
    }

    @Test
    void whatIsAppendedIsCopiedAtTheNextLook() throws Exception {
        Path log = log("a.csv", "step,loss\n", 1);
        CopiedFolder folder = look(10);
        Files.writeString(log, "1,0.5\n", StandardOpenOption.APPEND);
        folder.look(new RemoteFiles(shell));
        assertThat(here.resolve("a.csv")).hasContent("step,loss\n1,0.5\n");
    }

    @Test
    void ofManyRunsOfOursOneLogComesWhichSaysThatTheFolderHoldsRuns() throws Exception {
        log("runs/a/events.jsonl", "{}", 1);
        log("runs/b/events.jsonl", "{}", 2);
        log("runs/b/trainer.log", "b", 3);
        log("tb/metrics.csv", "c", 0);
        look(10);
        assertThat(below(here)).containsExactly("runs/b/events.jsonl", "tb/metrics.csv");
    }

    @Test
    void aFolderThatIsGoneLeavesItsCopy() throws Exception {
        log("a.csv", "a", 1);
        CopiedFolder folder = look(10);
        Files.delete(home.resolve("logs/a.csv"));
        folder.look(new RemoteFiles(shell));
        Files.delete(home.resolve("logs"));
        folder.look(new RemoteFiles(shell));
        assertThat(below(here)).containsExactly("a.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash", "busybox sh"})
    void everyShellTellsTheNewestFirstAndHowManyThereAre(String program) throws Exception {
        StandInSsh.assumeThere(program);
        for (int i = 0; i < 12; i++) {
            log(i + "/a b.csv", "", 100 - i);
        }
        Path other = Files.createDirectory(dir.resolve("other"));
        try (RemoteShell answering = shell(program, other)) {
            answering.ask(ListingQuestions.runs("logs", 2));
            FoundFiles runs = FoundFiles.answer(answering).orElseThrow();
            assertThat(runs.files().keySet()).containsExactly("0/a b.csv", "1/a b.csv");
            assertThat(runs.all()).isEqualTo(12);
            assertThat(runs.isCut(11)).isTrue();
            assertThat(runs.isCut(12)).isFalse();
            RemoteFiles files = new RemoteFiles(answering);
            assertThat(files.all("logs", 20).orElseThrow().files()).hasSize(12);
            assertThat(files.all("none", 20)).isEmpty();
        }
    }
}
