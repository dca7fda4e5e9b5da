package io.traindeck.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder into which the engine unpacks its libraries, and from which it loads them: never one that somebody else
 * owns or may write to, because code of theirs would run as ours. By itself, if there is no home to write to, the
 * engine takes a folder of a fixed name for temporary files, which anybody may have made before.
 */
final class EngineFolder {
    /** The variables by which a person chooses the folder; the engine obeys them in this order. */
    private static final List<String> CHOSEN = List.of("ENGINE_CACHE_DIR", "DJL_CACHE_DIR");

    /**
     * The names of the folders into which the engine unpacks first. An older one was left by a process that was killed.
     */
    private static final String UNPACKED = "tmp*";

    private static final Duration UNPACKING_TAKES = Duration.ofMinutes(10);

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
        EngineFolder folder = of(choose(System.getenv(), System.getProperty("user.home", "")));
        folder.requireOurs();
        folder.removeLeftovers(Instant.now().minus(UNPACKING_TAKES));
        System.setProperty(CHOSEN.get(0), folder.path.toString());
        return folder;
    }

    /**
     * Returns the folder of a person's choice; else the cache of the environment, the engine's own place in the home,
     * or a cache in the home that the environment names, all of which are kept; else a new folder, which is removed at
     * the end.
     *
     * @param home the user's home as the system knows it; no absolute path if it does not know one
     */
    static Path choose(Map<String, String> env, String home) throws TorchException {
        for (String name : CHOSEN) {
            if (!env.getOrDefault(name, "").isEmpty()) {
                return Path.of(env.get(name)).toAbsolutePath();
            }
        }
        Path cache = Path.of(env.getOrDefault("XDG_CACHE_HOME", ""));
        if (cache.isAbsolute() && isOrCanBeMade(cache)) {
            return cache.resolve("traindeck").resolve("engine");
        }
        Path known = Path.of(home);
        if (known.isAbsolute() && Files.isWritable(known)) {
            return known.resolve(".djl.ai");
        }
        Path told = Path.of(env.getOrDefault("HOME", ""));
        if (told.isAbsolute() && Files.isWritable(told)) {
            return told.resolve(".cache").resolve("traindeck").resolve("engine");
        }
        try {
            Path fresh = Files.createTempDirectory("traindeck-engine-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(fresh), "engine-folder"));
            return fresh;
        } catch (IOException e) {
            throw new TorchException(
                    "there is no folder for the engine's libraries: neither the home nor "
                            + System.getProperty("java.io.tmpdir") + " can be written to; name one in " + CHOSEN.get(0),
                    e);
        }
    }

    private static boolean isOrCanBeMade(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws TorchException if the folder, or anything in it that may be loaded, is not ours or the system's alone */
    void requireOurs() throws TorchException {
        try {
            Set<UserPrincipal> trusted = Set.copyOf(List.of(Files.getOwner(self()), Files.getOwner(Path.of("/"))));
            if (Files.exists(path)) {
                try (Stream<Path> all = Files.walk(path)) {
                    for (Path file : (Iterable<Path>) all::iterator) {
                        requireOurs(file, trusted);
                    }
                }
            }
        } catch (UnsupportedOperationException e) {
            // The file system has no owners: nobody can take a folder from anybody.
            return;
        } catch (IOException | UncheckedIOException e) {
            throw new TorchException(
                    "the folder of the engine's libraries, " + path + ", cannot be looked at: " + e, e);
        }
    }

    private void requireOurs(Path file, Set<UserPrincipal> trusted) throws IOException, TorchException {
        UserPrincipal owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
        boolean open = !Files.isSymbolicLink(file)
                && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                        .contains(PosixFilePermission.OTHERS_WRITE);
        if (!trusted.contains(owner) || open) {
            throw new TorchException("the engine's libraries are not loaded from " + path + ": " + file
                    + (open ? " may be written by anybody" : " belongs to " + owner.getName())
                    + "; remove it, or name a folder of your own in " + CHOSEN.get(0));
        }
    }

    /** A file that belongs to this process. */
    private static Path self() throws IOException {
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return process;
        }
        Path made = Files.createTempFile("traindeck-", "");
        made.toFile().deleteOnExit();
        return made;
    }

    /** Removes what was begun before {@code oldest} and never became whole. */
    void removeLeftovers(Instant oldest) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path.resolve("pytorch"), UNPACKED)) {
            for (Path folder : left) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(folder).compareTo(FileTime.from(oldest)) < 0) {
                    delete(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // What is left takes room, and does no other harm.
        }
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
