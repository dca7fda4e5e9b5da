package io.traindeck.model;

import io.traindeck.text.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Refuses to load code from a folder into which somebody else could put it: that code would run as ours. */
final class FolderGuard {
    /** The bit of a Unix file mode by which only its owner may move or remove what lies in a folder. */
    private static final int STICKY = 01000;

    private static final String REMEDY = "name a folder of your own in " + EngineFolder.VARIABLE;

    private final Path folder;

    /** @param folder the folder of the engine's libraries, which need not exist yet */
    FolderGuard(Path folder) {
        this.folder = folder;
    }

    /** Something to be looked at, which may not be possible. */
    @FunctionalInterface
    private interface Look {
        void look() throws IOException, TorchException;
    }

    private void look(Look what) throws TorchException {
        try {
            what.look();
        } catch (UnsupportedOperationException e) {
            // The file system has no owners: nobody can take a folder from anybody.
            return;
        } catch (IOException | UncheckedIOException e) {
            throw new TorchException(
                    "the folder of the engine's libraries, " + folder + ", cannot be looked at: " + e, e);
        }
    }

    /**
     * Requires that nobody else can put another folder in its place.
     *
     * @param homes the folders that may be the user's home. A home is not looked at, nor is what is above it: whoever
     *     may write there can run code as the user anyway
     * @throws TorchException if anybody may write to a folder above it
     */
    void requireOurPlace(List<Path> homes) throws TorchException {
        look(() -> {
            Set<Path> last = new HashSet<>();
            for (Path home : homes) {
                if (home.isAbsolute() && Files.isDirectory(home)) {
                    last.add(home.toRealPath());
                }
            }
            Path above = Folders.nearest(folder).toRealPath();
            while (above != null && !last.contains(above)) {
                boolean isSticky = ((int) Files.getAttribute(above, "unix:mode") & STICKY) != 0;
                if (!isSticky && Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_WRITE)) {
                    throw new TorchException("the engine's libraries are not loaded from " + folder + ": " + above
                            + " may be written by anybody; " + REMEDY);
                }
                above = above.getParent();
            }
        });
    }

    /**
     * Requires that nobody else owns the folder or anything in it, or may write to it, except the system.
     *
     * @throws TorchException naming the first file that is not ours or the system's alone
     */
    void requireOurs() throws TorchException {
        look(() -> {
            Set<UserPrincipal> trusted = Set.copyOf(List.of(Files.getOwner(self()), Files.getOwner(Path.of("/"))));
            if (Files.exists(folder)) {
                // The folder itself may be a link, for instance to a larger disk.
                Path real = folder.toRealPath();
                boolean isGroupIn = Files.getPosixFilePermissions(real).contains(PosixFilePermission.GROUP_EXECUTE);
                try (Stream<Path> all = Files.walk(real)) {
                    for (Path file : (Iterable<Path>) all::iterator) {
                        requireOurs(file, trusted, isGroupIn);
                    }
                }
            }
        });
    }

    private void requireOurs(Path file, Set<UserPrincipal> trusted, boolean isGroupIn)
            throws IOException, TorchException {
        PosixFileAttributes about = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String fault = "";
        if (!trusted.contains(about.owner())) {
            fault = " belongs to " + about.owner().getName();
        } else if (!about.isSymbolicLink()) {
            fault = isOpen(about, PosixFilePermission.OTHERS_WRITE)
                    ? " may be written by anybody"
                    : isGroupIn && isOpen(about, PosixFilePermission.GROUP_WRITE) && !isOwnGroup(about)
                            ? " may be written by the group " + about.group().getName()
                            : "";
        }
        if (!fault.isEmpty()) {
            throw new TorchException("the engine's libraries are not loaded from " + folder + ": " + file + fault
                    + "; remove it, or " + REMEDY);
        }
    }

    private static boolean isOpen(PosixFileAttributes about, PosixFilePermission permission) {
        return about.permissions().contains(permission);
    }

    /** Whether the group is that of one user alone, which many systems make for each user under the user's name. */
    private static boolean isOwnGroup(PosixFileAttributes about) {
        return about.group().getName().equals(about.owner().getName());
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
}
