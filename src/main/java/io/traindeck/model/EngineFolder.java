package io.traindeck.model;

import io.traindeck.text.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder into which the engine unpacks its libraries, and from which it loads them: never one that somebody else
 * owns or may write to, because code of theirs would run as ours. By itself, if there is no home to write to, the
 * engine takes a folder of a fixed name for temporary files, which anybody may have made before.
 */
public final class EngineFolder {
    /** The variable by which a person chooses the folder, and by which the engine is told of it. */
    static final String VARIABLE = "ENGINE_CACHE_DIR";

    /** The variables by which a person chooses the folder; the engine obeys them in this order. */
    private static final List<String> CHOSEN = List.of(VARIABLE, "DJL_CACHE_DIR");

    /** The names of the folders into which the engine unpacks first. */
    private static final String UNPACKED = "tmp*";

    /** Whoever unpacks writes all the time. If nobody has written for this long, the process was killed. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Path path;

    private EngineFolder(Path path) {
        this.path = path;
    }

    static EngineFolder of(Path path) {
        return new EngineFolder(path);
    }

    /**
     * Chooses the folder for this process, makes sure that it is ours, and removes what is left in it half unpacked.
     *
     * @throws TorchException if the folder that is to be used is somebody else's, or none can be made
     */
    static EngineFolder prepare() throws TorchException {
        String home = System.getProperty("user.home", "");
        EngineFolder folder = of(choose(System.getenv(), home));
        FolderGuard guard = new FolderGuard(folder.path);
        guard.requireOurPlace(List.of(Path.of(home), Path.of(System.getenv().getOrDefault("HOME", ""))));
        folder.makeUnlessChosen(System.getenv());
        guard.requireOurs();
        folder.removeLeftovers();
        System.setProperty(VARIABLE, folder.path.toString());
        return folder;
    }

    /**
     * Makes the folder for its owner alone: the engine would let in a group that the user's files are open to. A folder
     * that a person chose may be meant for others too.
     */
    void makeUnlessChosen(Map<String, String> env) {
        if (chosen(env).isPresent() || Files.exists(path)) {
            return;
        }
        try {
            Files.createDirectories(path.getParent());
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException | UnsupportedOperationException e) {
            // Another process has made it, or the engine says why it cannot be made.
            return;
        }
    }

    private static Optional<Path> chosen(Map<String, String> env) {
        return CHOSEN.stream()
                .map(name -> env.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> Path.of(value).toAbsolutePath());
    }

    /**
     * Returns the folder that is kept from one start to the next: that of a person's choice; else one in the cache of
     * the environment, the engine's own place in the home, or a cache in the home that the environment names. Empty if
     * there is no place for one. Makes nothing.
     *
     * @param env the environment variables
     * @param home the user's home as the system knows it; no absolute path if it does not know one
     */
    public static Optional<Path> kept(Map<String, String> env, String home) {
        Optional<Path> chosen = chosen(env);
        if (chosen.isPresent()) {
            return chosen;
        }
        Path cache = Path.of(env.getOrDefault("XDG_CACHE_HOME", ""));
        if (cache.isAbsolute() && Files.isWritable(Folders.nearest(cache))) {
            return Optional.of(cache.resolve("traindeck").resolve("engine"));
        }
        Path known = Path.of(home);
        if (known.isAbsolute() && Files.isWritable(known)) {
            return Optional.of(known.resolve(".djl.ai"));
        }
        Path told = Path.of(env.getOrDefault("HOME", ""));
        if (told.isAbsolute() && Files.isWritable(told)) {
            return Optional.of(told.resolve(".cache").resolve("traindeck").resolve("engine"));
        }
        return Optional.empty();
    }

    /** Returns the folder that is kept; if there is none, a new folder, which is removed at the end. */
    static Path choose(Map<String, String> env, String home) throws TorchException {
        Optional<Path> kept = kept(env, home);
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            Path fresh = Files.createTempDirectory("traindeck-engine-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(fresh), "engine-folder"));
            return fresh;
        } catch (IOException e) {
            throw new TorchException(
                    "there is no folder for the engine's libraries: neither the home nor "
                            + System.getProperty("java.io.tmpdir") + " can be written to; name one in " + VARIABLE,
                    e);
        }
    }

    /** Removes what killed processes have left half unpacked. */
    void removeLeftovers() {
        removeLeftovers(Instant.now().minus(SILENCE));
    }

    /** Removes what never became whole, and in which nothing was written after {@code oldest}. */
    void removeLeftovers(Instant oldest) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path.resolve("pytorch"), UNPACKED)) {
            for (Path folder : left) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && lastWrite(folder).compareTo(FileTime.from(oldest)) < 0) {
                    delete(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // What is left takes room, and does no other harm.
        }
    }

    /** Returns when a file in {@code folder} was last written: the time of the folder tells only when one was made. */
    private static FileTime lastWrite(Path folder) throws IOException {
        FileTime last = Files.getLastModifiedTime(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
                last = written.compareTo(last) > 0 ? written : last;
            }
        }
        return last;
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // What is left takes room, and does no other harm.
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
