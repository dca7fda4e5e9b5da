package io.traindeck.remote;

import io.traindeck.remote.HostConnection.MissingException;
import io.traindeck.remote.RemoteFiles.Entry;
import io.traindeck.remote.RemoteFiles.RefusedException;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run of another machine, or another program's log there, as files of this machine.
 *
 * <p>The copy of a traindeck run folder behaves like the folder itself: its lock is held here as long as a trainer
 * holds it there, and commands that are put into its mailbox here go into the mailbox there.
 */
final class RemoteCopy implements HostConnection.Work {
    /** The names of files by which a run folder of traindeck is known. */
    private static final List<String> OWN = List.of(RunFolder.RUN_JSON, RunFolder.EVENTS, RunFolder.COMMANDS);

    private static final List<String> OWN_FILES = List.of(RunFolder.RUN_JSON, RunFolder.EVENTS, RunFolder.TRAINER_LOG);

    /** The names of all that is looked at again and again. */
    private static final List<String> OWN_ALL =
            Stream.concat(OWN_FILES.stream(), Stream.of(RunFolder.LOCK)).toList();

    /** The end of the name of a command's file, which begins with its id. */
    private static final String COMMAND = ".json";

    private final RemotePath there;
    private final Path here;
    private final boolean follows;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final Map<String, CopiedFile> files = new LinkedHashMap<>();

    /** The reasons why commands were not taken there, by the names of their files. */
    private final Map<String, String> refusals = new ConcurrentHashMap<>();

    private final CopiedFolder folder;
    private final RunLocks locks;
    private boolean isOurs;
    private boolean isFolder;
    private long grownMs;
    private int looks;

    /**
     * @param here the file or folder that becomes the copy; its parent exists
     * @param follows whether it goes on after it has been copied once
     */
    RemoteCopy(RemotePath there, Path here, boolean follows) {
        this.there = there;
        this.here = here;
        this.follows = follows;
        folder = new CopiedFolder(there.path(), here, CopiedFolder.MOST_FILES);
        locks = new RunLocks(here);
    }

    RemotePath there() {
        return there;
    }

    Path here() {
        return here;
    }

    @Override
    public CompletableFuture<Void> begun() {
        return begun;
    }

    /** Returns why there is no copy and will be none, in one line; empty as long as there may be one. */
    Optional<String> failure() {
        return begun.isCompletedExceptionally()
                ? Optional.of(
                        begun.handle((done, failure) -> failure.getMessage()).join())
                : Optional.empty();
    }

    /** The part of a folder that is copied, in a few words; empty if all of it is. */
    String leftOut() {
        return folder.leftOut();
    }

    @Override
    public boolean follows() {
        return follows;
    }

    @Override
    public void step(RemoteFiles remote) throws IOException {
        if (!begun.isDone()) {
            look(remote);
        }
        if (isOurs) {
            sendCommands(remote);
            copyRun(remote);
        } else if (isFolder) {
            folder.look(remote);
        } else {
            copyFile(remote);
        }
        looks++;
    }

    /** Finds out whether it is a run of traindeck, another folder, or a file. */
    private void look(RemoteFiles remote) throws IOException {
        Entry itself = remote.list(".", List.of(there.path())).get(there.path());
        if (itself == null) {
            throw new MissingException("no file or folder " + there);
        }
        isFolder = itself.isFolder();
        if (!isFolder && !itself.isFile()) {
            throw new MissingException(there + " is neither a file nor a folder");
        }
        isOurs = isFolder && !remote.list(there.path(), OWN).isEmpty();
        if (isOurs) {
            Files.createDirectories(mailbox());
            for (String name : OWN_FILES) {
                files.put(
                        name,
                        new CopiedFile(
                                there.path(), name, here.resolve(name), follows && name.equals(RunFolder.EVENTS)));
            }
        }
    }

    private void copyRun(RemoteFiles remote) throws IOException {
        // All is asked in one question: a machine far away answers few of them in a second.
        CopiedFile log = files.get(RunFolder.EVENTS);
        boolean isBegun = log.isBegun();
        String question = String.join(
                "\n", RemoteFiles.listing(there.path(), OWN_ALL), ListingQuestions.node(), ListingQuestions.locks());
        remote.shell().ask(isBegun ? question + "\n" + log.more() : question);
        Map<String, Entry> now = remote.listed();
        locks.node(remote.shell().line());
        // The lock is told before the log is read: if the trainer is gone by then, its last events are in the log.
        String held = remote.shell().line();
        byte[] more = isBegun ? remote.shell().bytesToMark() : new byte[0];
        boolean goesOn = isBegun && log.goesOn(now.get(RunFolder.EVENTS));
        boolean hasGrown = goesOn ? log.append(more) : log.update(now.get(RunFolder.EVENTS), remote);
        for (Map.Entry<String, CopiedFile> file : files.entrySet()) {
            if (file.getValue() != log
                    && file.getValue().update(now.get(file.getKey()), remote)
                    && looks == 0
                    && file.getKey().equals(RunFolder.TRAINER_LOG)) {
                // Output that has grown is a sign of life, and a copy that is new is none.
                Files.setLastModifiedTime(
                        file.getValue().copy(),
                        FileTime.fromMillis(changedMs(remote, there.path(), RunFolder.TRAINER_LOG)));
            }
        }
        if (hasGrown) {
            grownMs = looks == 0 ? changedMs(remote, there.path(), RunFolder.EVENTS) : System.currentTimeMillis();
        }
        Entry lock = now.get(RunFolder.LOCK);
        locks.hold("", held, lock == null ? null : lock.inode(), grownMs);
    }

    private static long changedMs(RemoteFiles remote, String folder, String name) throws IOException {
        return System.currentTimeMillis() - 1000 * remote.ageSeconds(folder, name);
    }

    /** Frees the lock of the copy, which is about to be removed. */
    void close() {
        locks.close();
    }

    private void copyFile(RemoteFiles remote) throws IOException {
        CopiedFile file = files.computeIfAbsent(there.path(), path -> new CopiedFile(".", path, here, false));
        Entry now = remote.list(".", List.of(there.path())).get(there.path());
        if (file.update(now, remote) && looks == 0) {
            // The copy gets the time of the file, which tells whether the log has grown lately.
            Files.setLastModifiedTime(here, FileTime.fromMillis(changedMs(remote, ".", there.path())));
        }
    }

    @Override
    public boolean isUrgent() {
        return isOurs && !commands().isEmpty();
    }

    private void sendCommands(RemoteFiles remote) throws IOException {
        RemotePath mailbox = there.resolve(RunFolder.COMMANDS);
        for (Path command : commands()) {
            String name = command.getFileName().toString();
            try {
                remote.put(mailbox.path(), name, Files.readString(command).strip());
            } catch (RefusedException e) {
                // Left here, it would be tried for ever, and obeyed when nobody expects it any more.
                refusals.put(name, "nothing can be put into " + mailbox + ": " + e.getMessage());
            }
            Files.delete(command);
        }
        synchronized (this) {
            notifyAll();
        }
    }

    /** Waits until no command is left here; returns whether that happened in time. */
    synchronized boolean awaitSent(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toMillis(); left > 0 && !commands().isEmpty(); ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return commands().isEmpty();
    }

    /** Returns why the command with that id was not taken there, in one line; empty if it was, or is on its way. */
    Optional<String> refusal(String id) {
        return Optional.ofNullable(refusals.get(id + COMMAND));
    }

    private Path mailbox() {
        return new RunFolder(here).commands();
    }

    /** The commands that were put into the mailbox here. */
    private List<Path> commands() {
        try (DirectoryStream<Path> sent = Files.newDirectoryStream(mailbox(), "[!.]*" + COMMAND)) {
            List<Path> commands = new ArrayList<>();
            sent.forEach(commands::add);
            return commands.stream().sorted().toList();
        } catch (IOException | DirectoryIteratorException e) {
            // The copy is being removed.
            return List.of();
        }
    }
}
