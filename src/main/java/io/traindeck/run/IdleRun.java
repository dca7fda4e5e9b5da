package io.traindeck.run;

import io.traindeck.event.Liveness;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A run of ours in which nobody is at work, nor can begin to be until this is closed: it may be renamed or deleted. */
public final class IdleRun implements Closeable {
    private final RunFolder run;
    private final RunLock lock;

    private IdleRun(RunFolder run, RunLock lock) {
        this.run = run;
        this.lock = lock;
    }

    /** @throws RunException if it is no folder of a run, if somebody is at work in it or may be, or it cannot be locked */
    public static IdleRun of(RunFolder run) throws RunException {
        if (Files.isSymbolicLink(run.path())) {
            throw new RunException(run.path() + " is a symbolic link; go to where the run really is");
        }
        if (!run.isRun()) {
            throw new RunException(run.path() + " is not the folder of a run any more");
        }
        Liveness liveness = run.liveness();
        if (liveness instanceof Liveness.Elsewhere) {
            throw new RunException(
                    "another machine may be training " + run.name() + ": wait until its log is an hour old");
        }
        Optional<RunLock> lock = liveness.isOurTrainer() ? Optional.empty() : RunLock.acquire(run.lock());
        if (lock.isEmpty()) {
            throw new RunException("somebody trains " + run.name() + ": stop it first");
        }
        IdleRun idle = new IdleRun(run, lock.get());
        long program =
                RunJson.readable(run.runJson()).map(RunJson::livingProgram).orElse(0L);
        if (program != 0) {
            idle.close();
            throw new RunException("the program of " + run.name() + " still runs, as process " + program);
        }
        return idle;
    }

    /**
     * Gives the folder another name, and run.json with it, and tells the branches beside it unless somebody is at work in
     * them. The log keeps the name with which the run began, and by that every branch finds it again: see {@link Ancestry}.
     *
     * @return where the run is now
     * @throws RunException if it cannot have that name, or the folder cannot be renamed
     */
    public RunFolder rename(String name) throws RunException {
        Optional<String> fault = RunNames.faultOf(name);
        if (fault.isPresent()) {
            throw new RunException("\"" + Safe.forLine(name) + "\" cannot be the name of a run: " + fault.get());
        }
        RunFolder renamed = new RunFolder(run.path().resolveSibling(name));
        if (Files.exists(renamed.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new RunException("there is a " + renamed.path() + " already; choose another name");
        }
        Optional<RunJson> json = RunJson.readable(run.runJson());
        try {
            Files.move(run.path(), renamed.path());
        } catch (IOException e) {
            throw new RunException("cannot rename " + run.path() + ": " + IoReason.of(e), e);
        }
        if (json.isPresent()) {
            writeOrMoveBack(json.get().named(name), renamed);
            tellBranches(json.get(), name);
        }
        return renamed;
    }

    /** Writes run.json; if that fails, gives the folder its old name again, since nothing may then have changed. */
    private void writeOrMoveBack(RunJson json, RunFolder renamed) throws RunException {
        try {
            json.write(renamed.runJson());
        } catch (RunException e) {
            try {
                Files.move(renamed.path(), run.path());
            } catch (IOException stays) {
                throw new RunException(e.getMessage() + "; the folder is " + renamed.path() + " now", e);
            }
            throw e;
        }
    }

    private void tellBranches(RunJson parent, String name) {
        try (DirectoryStream<Path> siblings =
                Files.newDirectoryStream(run.path().toAbsolutePath().getParent())) {
            for (Path sibling : siblings) {
                tellBranch(new RunFolder(sibling), parent, name);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The branches go on under the old name of their parent, by which they find it all the same.
            return;
        }
    }

    private void tellBranch(RunFolder branch, RunJson parent, String name) {
        if (!isBranch(branch, parent)) {
            return;
        }
        try {
            Optional<RunLock> lock = RunLock.acquire(branch.lock());
            if (lock.isPresent()) {
                try (RunLock held = lock.get()) {
                    RunJson json = RunJson.read(branch.runJson());
                    json.withParentNamed(name).write(branch.runJson());
                }
            }
        } catch (IOException | RunException e) {
            // This branch goes on under the old name, and the others are still told.
            return;
        }
    }

    private boolean isBranch(RunFolder folder, RunJson parent) {
        try {
            RunJson json = RunJson.read(folder.runJson());
            return json.task() instanceof RunTask.Training training
                    && training.parent() != null
                    && training.parent().run().equals(run.name())
                    && json.createdMs() >= parent.createdMs();
        } catch (RunException e) {
            return false; // It is no run, or one that nobody can start again.
        }
    }

    /**
     * Deletes the run for good. Files that belong to no run stay, and so does the folder around them. Symbolic links
     * are removed, and what they lead to stays.
     *
     * @return how many files or folders stay; 0 if nothing is left
     * @throws RunException if something cannot be removed; the log goes last, so the rest of the run stays in lists
     */
    public int delete() throws RunException {
        try {
            for (Path part : run.parts()) {
                removeTree(part);
            }
            List<Path> left;
            try (Stream<Path> entries = Files.list(run.path())) {
                left = entries.toList();
            }
            if (left.isEmpty()) {
                Files.delete(run.path());
            }
            return left.size();
        } catch (UncheckedIOException e) {
            throw undeletable(e.getCause());
        } catch (IOException e) {
            throw undeletable(e);
        }
    }

    private RunException undeletable(IOException why) {
        return new RunException("cannot delete " + run.path() + ": " + IoReason.of(why) + "; see who owns it", why);
    }

    private static void removeTree(Path part) throws IOException {
        if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(part, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // It is free all the same: its file is closed.
        }
    }
}
