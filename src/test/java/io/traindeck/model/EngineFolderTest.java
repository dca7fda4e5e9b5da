package io.traindeck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFolderTest {
    /** Java's word for the home of a user whom the system does not know. */
    private static final String UNKNOWN = "?";

    @TempDir
    Path dir;

    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(dir.resolve("home"));
    }

    @Test
    void isWhatAPersonChoseElseTheEnvironmentsCacheElseInAHome() throws Exception {
        String cache = dir.resolve("cache").toString();
        Map<String, String> env = Map.of("HOME", home.toString(), "XDG_CACHE_HOME", cache);
        assertThat(EngineFolder.choose(Map.of("DJL_CACHE_DIR", "/x", "XDG_CACHE_HOME", cache), UNKNOWN))
                .hasToString("/x");
        assertThat(EngineFolder.choose(env, home.toString()))
                .isEqualTo(dir.resolve("cache").resolve("traindeck").resolve("engine"));
        assertThat(EngineFolder.choose(Map.of(), home.toString())).isEqualTo(home.resolve(".djl.ai"));
        assertThat(EngineFolder.choose(Map.of("HOME", home.toString()), UNKNOWN))
                .isEqualTo(home.resolve(".cache").resolve("traindeck").resolve("engine"));
    }

    /** It is never the folder ? in the current folder, nor one under a name that others know too. */
    @Test
    void isANewFolderThatNobodyElseMayEnterWhereThereIsNoHome() throws Exception {
        Path fresh = EngineFolder.choose(Map.of("HOME", "/nowhere"), UNKNOWN);
        assertThat(fresh).isEmptyDirectory().isNotEqualTo(EngineFolder.choose(Map.of(), "/nowhere"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
    }

    private void prepare() throws TorchException, IOException {
        new FolderGuard(home).requireOurs();
    }

    @Test
    void nothingIsLoadedFromWhatSomebodyElseOwnsOrMayWrite() throws Exception {
        Path library = Files.createFile(
                Files.createDirectories(home.resolve("pytorch").resolve("2.7")).resolve("libtorch.so"));
        assertThatCode(this::prepare).doesNotThrowAnyException();
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatThrownBy(this::prepare)
                .isInstanceOf(TorchException.class)
                .hasMessageContaining(library + " may be written by anybody; remove it, or name a folder of your own");
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-r--r--"));
        assumeThat(System.getProperty("user.name"))
                .as("only root gives files away")
                .isEqualTo("root");
        Files.setAttribute(library, "unix:uid", 12345);
        assertThatThrownBy(this::prepare).hasMessageContaining(library + " belongs to 12345; remove it");
    }

    @Test
    void whatAKilledStartLeftHalfUnpackedIsRemovedAndNothingElse() throws Exception {
        Path pytorch = Files.createDirectory(home.resolve("pytorch"));
        Path left = Files.createDirectories(pytorch.resolve("tmp123").resolve("deep"));
        Path whole = Files.createDirectory(pytorch.resolve("2.7.1-cpu"));
        EngineFolder folder = EngineFolder.of(home);
        folder.removeLeftovers(Instant.now().minus(Duration.ofHours(1)));
        assertThat(left).as("another process unpacks just now").exists();
        folder.removeLeftovers(Instant.now().plus(Duration.ofHours(1)));
        assertThat(pytorch).isDirectoryNotContaining(path -> !path.equals(whole));
    }

    /** A large library takes minutes on a slow disk, and the folder's own time stands still meanwhile. */
    @Test
    void whatIsStillWrittenIsLeftHoweverLongAgoItWasBegun() throws Exception {
        Path begun = Files.createDirectories(home.resolve("pytorch").resolve("tmp123"));
        Path library = Files.createFile(begun.resolve("libtorch_cpu.so"));
        FileTime earlier = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(begun, earlier);
        EngineFolder folder = EngineFolder.of(home);
        folder.removeLeftovers(Instant.now().minus(Duration.ofHours(1)));
        assertThat(library).exists();
        Files.setLastModifiedTime(library, earlier);
        Files.setLastModifiedTime(begun, earlier);
        folder.removeLeftovers(Instant.now().minus(Duration.ofHours(1)));
        assertThat(begun).doesNotExist();
    }

    /** Whoever is killed while it unpacks begins again at once, and the disk may have room for one copy only. */
    @Test
    void theNextStartAMinuteLaterRemovesIt() throws Exception {
        Path left = Files.createDirectories(home.resolve("pytorch").resolve("tmp123"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        EngineFolder.of(home).removeLeftovers();
        assertThat(left).doesNotExist();
    }

    @Test
    void aGroupThatMayWriteIsSomebodyElseUnlessItCannotComeIn() throws Exception {
        Path library = Files.createFile(home.resolve("libtorch.so"));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-r--"));
        assumeThat(System.getProperty("user.name"))
                .as("only root gives files to any group")
                .isEqualTo("root");
        assertThatCode(this::prepare).as("root's own group").doesNotThrowAnyException();
        Files.setAttribute(library, "unix:gid", 12345);
        assertThatThrownBy(this::prepare)
                .hasMessageContaining(library + " may be written by the group 12345; remove it, or name a folder");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        assertThatCode(this::prepare).doesNotThrowAnyException();
    }

    @Test
    void theFolderIsLookedAtBehindALink() throws Exception {
        Path library = Files.createFile(home.resolve("libtorch.so"));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), home);
        assertThatThrownBy(() -> new FolderGuard(link).requireOurs()).hasMessageContaining("may be written by anybody");
    }

    @Test
    void nobodyElseMayPutAnotherFolderInItsPlace() throws Exception {
        Path shared = Files.createDirectory(dir.resolve("shared"));
        FolderGuard guard = new FolderGuard(shared.resolve("cache").resolve("engine"));
        assertThatCode(() -> guard.requireOurPlace(List.of())).doesNotThrowAnyException();
        Files.setAttribute(shared, "unix:mode", 0777);
        assertThatThrownBy(() -> guard.requireOurPlace(List.of(home, Path.of("?"), Path.of(""))))
                .isInstanceOf(TorchException.class)
                .hasMessageEndingWith(shared.toRealPath()
                        + " may be written by anybody; name a folder of your own in ENGINE_CACHE_DIR");
        assertThatCode(() -> guard.requireOurPlace(List.of(shared)))
                .as("whoever may write to the home has no need of it")
                .doesNotThrowAnyException();
        Files.setAttribute(shared, "unix:mode", 01777);
        assertThatCode(() -> guard.requireOurPlace(List.of())).doesNotThrowAnyException();
    }

    @Test
    void itIsMadeForItsOwnerAloneUnlessAPersonChoseIt() throws Exception {
        Path engine = home.resolve("deep").resolve("engine");
        EngineFolder.of(engine).makeUnlessChosen(Map.of("DJL_CACHE_DIR", engine.toString()));
        assertThat(engine).doesNotExist();
        EngineFolder.of(engine).makeUnlessChosen(Map.of());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(engine)))
                .isEqualTo("rwx------");
    }
}
