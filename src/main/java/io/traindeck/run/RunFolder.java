package io.traindeck.run;

import io.traindeck.event.Liveness;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import io.traindeck.text.Typed;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The folder of a run, which knows where the parts of the run lie.
 *
 * @param path the folder, as the user named it
 */
public record RunFolder(Path path) {
    /** The names of parts of a run folder, for code that sees names of files alone. */
    public static final String RUN_JSON = "run.json";

    public static final String EVENTS = "events.jsonl";
    public static final String COMMANDS = "commands";
    public static final String TRAINER_LOG = "trainer.log";
    public static final String LOCK = "lock";

    /**
     * Makes the folder of a new run, with mode 0700, and {@code runsDir} if it is missing.
     *
     * @throws RunException if {@code name} cannot be the name of a run, or is taken, or the folder cannot be made
     */
    public static RunFolder create(Path runsDir, String name) throws RunException {
        RunNames.require(name);
        RunsDir.make(runsDir);
        RunFolder run = new RunFolder(runsDir.resolve(name));
        try {
            RunFiles.createFolder(run.path);
            RunFiles.createFolder(run.checkpoints());
            RunFiles.createFolder(run.commands());
            return run;
        } catch (FileAlreadyExistsException e) {
            throw new RunException(
                    "run \"" + name + "\" exists already in " + runsDir
                            + "; choose another --name, or go on with it: "
                            + Typed.command("resume", run.typed()),
                    e);
        } catch (IOException e) {
            throw new RunException(
                    "cannot make the run folder " + run.path + ": " + IoReason.of(e) + "; choose another --runs", e);
        }
    }

    /**
     * Whether a trainer lives or is on its way: until a new run's trainer takes the lock for the first time, the
     * process that made the run answers for it.
     */
    public boolean isLive() {
        return new LifeSigns(this).isLive();
    }

    /** Returns whether anybody trains, as far as the files beside the log tell. */
    public Liveness liveness() {
        return new LifeSigns(this).liveness();
    }

    /** Whether its last trainer was on this machine; false if nobody can read on which it was. */
    public boolean isOfThisHost() {
        return new LifeSigns(this).isOfThisHost();
    }

    /** Whether a trainer has begun: then the log has something in it. A log that cannot be looked at may well have. */
    public boolean hasBegun() {
        try {
            return hasEvents();
        } catch (IOException e) {
            return true;
        }
    }

    boolean hasEvents() throws IOException {
        return Files.exists(events()) && Files.size(events()) > 0;
    }

    /** Removes the folder of a run that has not one event: it never started, and its name is free again. */
    public void removeIfNeverStarted() throws IOException {
        if (hasEvents()) {
            return;
        }
        try {
            for (Path own : parts()) {
                Files.deleteIfExists(own);
            }
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // Somebody has put something there, which is not ours to throw away.
        }
    }

    /** The word by which a person names this run, wherever it lies: its name if that is enough, else its path. */
    public String typed() {
        return isSameAs(new RunFolder(RunsDir.usual().resolve(name()))) ? name() : path.toString();
    }

    /**
     * The run that the user means by a name in one of several folders of runs, the first that has it, or by a path.
     *
     * @param runsDirs one folder at least; the first is named if there is no such run
     * @throws RunException if there is none
     */
    public static RunFolder open(List<Path> runsDirs, String nameOrPath) throws RunException {
        Path first = runsDirs.get(0);
        try {
            for (Path runsDir : runsDirs) {
                RunFolder named = new RunFolder(runsDir.resolve(nameOrPath));
                if (RunNames.faultOf(nameOrPath).isEmpty() && named.isRun()) {
                    return named;
                }
            }
            RunFolder there = new RunFolder(Path.of(nameOrPath));
            if (!nameOrPath.isEmpty() && there.isRun()) {
                return there;
            }
            for (Path runsDir : runsDirs) {
                requireReadable(runsDir);
                requireReadable(runsDir.resolve(nameOrPath));
            }
            requireReadable(there.path);
            if (Files.exists(there.path)) {
                throw new RunException(there.path + " is not a run: it holds neither run.json nor events.jsonl; see: "
                        + RunsDir.listing(first));
            }
        } catch (InvalidPathException e) {
            throw new RunException("\"" + Safe.forLine(nameOrPath) + "\" is neither a run nor a path", e);
        }
        throw new RunException(
                "no run \"" + Safe.forLine(nameOrPath) + "\" in " + first + "; see: " + RunsDir.listing(first));
    }

    /** Refuses a folder that nobody may look into: a run in it is not missing. */
    private static void requireReadable(Path folder) throws RunException {
        if (Files.isDirectory(folder) && !(Files.isReadable(folder) && Files.isExecutable(folder))) {
            throw new RunException("cannot read " + folder + ": permission denied; see who owns it, and its mode");
        }
    }

    /**
     * Refuses a run with symbolic links before a trainer writes and removes files here: in a folder that came from
     * somebody else they may lead to files of ours.
     *
     * @throws RunException if a part of the run is a symbolic link
     */
    public void requireNoLinks() throws RunException {
        for (Path part : parts()) {
            if (Files.isSymbolicLink(part)) {
                throw new RunException(
                        part + " is a symbolic link, and a trainer stays in its run folder; put the real one there");
            }
        }
    }

    /**
     * Makes the folders of the run that are missing, with mode 0700: the process that made the run may have been
     * killed.
     *
     * @throws RunException if something else is there, or one cannot be made
     */
    public void makeParts() throws RunException {
        makeCommands();
        try {
            make(checkpoints());
        } catch (IOException e) {
            throw new RunException("cannot make the folder " + checkpoints() + ": " + IoReason.of(e), e);
        }
    }

    private static void make(Path part) throws IOException {
        if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
            RunFiles.createFolder(part);
        }
    }

    /**
     * Makes {@code commands/}, with mode 0700, unless it is there: a copy of a run may have come without it.
     *
     * @throws RunException if something else is there, or it cannot be made
     */
    public void makeCommands() throws RunException {
        try {
            make(commands());
        } catch (IOException e) {
            throw new RunException(
                    "cannot make the folder " + commands() + ", where a trainer gets its commands: " + IoReason.of(e),
                    e);
        }
    }

    /** Makes {@code trainer.log}, with mode 0600, unless it is there. */
    public void makeTrainerLog() throws RunException {
        requireNoLinks();
        makeLog(trainerLog());
    }

    /** Makes a file for what a process prints, with mode 0600, unless it is there. */
    public static void makeLog(Path log) throws RunException {
        try {
            RunFiles.open(log, StandardOpenOption.APPEND, StandardOpenOption.CREATE)
                    .close();
        } catch (IOException e) {
            throw new RunException("cannot write " + log + ": " + IoReason.of(e) + "; see who owns its folder", e);
        }
    }

    public String name() {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString();
    }

    public Path runJson() {
        return path.resolve(RUN_JSON);
    }

    /** The file that names the job of Slurm that has the run in hand; there only if a job has. */
    public Path slurmJson() {
        return path.resolve("slurm.json");
    }

    public Path events() {
        return path.resolve(EVENTS);
    }

    /**
     * The file in which another's program reports its training, in the lines of the log; there only if the program does
     * so.
     */
    public Path programEvents() {
        return path.resolve("metrics.jsonl");
    }

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** The checkpoint that a branch begins with; there only until the branch has one of its own. */
    public Path beginning() {
        return path.resolve("begin.safetensors");
    }

    public Path commands() {
        return path.resolve(COMMANDS);
    }

    public Path trainerLog() {
        return path.resolve(TRAINER_LOG);
    }

    public Path lock() {
        return path.resolve(LOCK);
    }

    /**
     * Returns everything that belongs to a run, whether it is there or not. The large parts come first and the log
     * late: a run that is removed in part is still one. The lock is the last, so that nobody begins before all is gone.
     */
    List<Path> parts() {
        return List.of(
                checkpoints(),
                beginning(),
                commands(),
                trainerLog(),
                programEvents(),
                RunFiles.temporary(runJson()),
                slurmJson(),
                events(),
                runJson(),
                lock());
    }

    /** Whether both are one folder, in whatever way their paths are written; links are not followed. */
    public boolean isSameAs(RunFolder other) {
        return path.toAbsolutePath()
                .normalize()
                .equals(other.path.toAbsolutePath().normalize());
    }

    /** Whether this is the folder of a run, one that has just been made included. */
    public boolean isRun() {
        return Files.isDirectory(path)
                && (Files.exists(runJson()) || Files.exists(events()) || Files.isDirectory(commands()));
    }
}
