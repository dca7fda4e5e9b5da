package io.traindeck.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code run.json}: enough to start the run again.
 *
 * @param createdMs when the run was first started, Unix milliseconds
 * @param task the task of the run
 * @param trainer the process that was at work on it last
 */
public record RunJson(String run, long createdMs, RunTask task, Trainer trainer) {
    /** Stands for the name of a machine that does not know its own. */
    public static final String UNKNOWN_HOST = "unknown";

    /** The layout of this file, which is another than that of the log. */
    public static final int SCHEMA = 1;

    /** The key that only a run of another's program has. */
    private static final String COMMAND = "command";

    private static final String DIALS = "dials";

    /** A run.json has about 2 KB; a file that is larger than this is not one. */
    private static final int MAX_BYTES = 1 << 20;

    /**
     * The keys of the file, made when one is first read or written: many folders have none, and the first picture would
     * wait.
     */
    private static final class Keys {
        static final RecordJson<Head> HEAD = RecordJson.of(Head.class);
        static final RecordJson<RunTask.Training> TRAINING = RecordJson.of(RunTask.Training.class);
        static final RecordJson<RunTask.Program> PROGRAM = RecordJson.of(RunTask.Program.class);
        static final RecordJson<Trainer> TRAINER = RecordJson.of(Trainer.class);
    }

    /** The first keys. */
    record Head(int schema, String run, long createdMs) {}

    /**
     * The process that trains, or that has another's program train.
     *
     * @param host the machine on which it was started last
     * @param pid its process there
     * @param versions the versions of traindeck, Java, the system and, if it trains itself, PyTorch, by name; empty if
     *     they are not told
     */
    public record Trainer(String host, long pid, @RecordJson.MayBeNull Map<String, String> versions) {
        public Trainer {
            versions = versions == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        }

        /** Returns this process as a trainer. */
        public static Trainer thisProcess(Map<String, String> versions) {
            return new Trainer(thisHost(), ProcessHandle.current().pid(), versions);
        }
    }

    /** @throws RunException if it is missing, damaged, or of another schema */
    public static RunJson read(Path file) throws RunException {
        try {
            byte[] bytes = content(file);
            if (bytes.length > MAX_BYTES) {
                throw damaged(file, "larger than " + MAX_BYTES + " bytes", null);
            }
            JsonObject object = StrictJson.object(bytes, 0, bytes.length);
            Head head = Keys.HEAD.read(object);
            if (head.schema != SCHEMA) {
                throw new RunException(file + " has schema " + head.schema + ", this traindeck knows only " + SCHEMA
                        + "; use the version that wrote it");
            }
            return read(object);
        } catch (JsonParseException e) {
            throw damaged(file, e.getMessage(), e);
        } catch (IOException e) {
            throw new RunException("cannot read " + file + ": " + IoReason.of(e) + "; is this a run folder?", e);
        }
    }

    /** Returns its contents; empty if it is missing, damaged, or of another schema: the log alone is a run, too. */
    public static Optional<RunJson> readable(Path file) {
        try {
            return Optional.of(read(file));
        } catch (RunException e) {
            return Optional.empty();
        }
    }

    /** Returns this machine's name, as far as it knows it. */
    public static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return UNKNOWN_HOST;
        }
    }

    /** Returns this run with another trainer, or with more known of its task. */
    public RunJson with(RunTask newTask, Trainer newTrainer) {
        return new RunJson(run, createdMs, newTask, newTrainer);
    }

    /** Returns this run under another name. */
    RunJson named(String name) {
        return new RunJson(name, createdMs, task, trainer);
    }

    /** Returns this run, if it is a branch, with the new name of its parent; else this run as it is. */
    RunJson withParentNamed(String name) {
        return task instanceof RunTask.Training training && training.parent() != null
                ? with(training.withParentNamed(name), trainer)
                : this;
    }

    /**
     * This run with {@code number} threads for the engine's CPU kernels. Another's program chooses its own threads and
     * stays as it is.
     */
    public RunJson withThreads(int number) {
        return task instanceof RunTask.Training training ? with(training.withThreads(number), trainer) : this;
    }

    /**
     * Returns what our own trainer is to train.
     *
     * @throws RunException if another's program is at work in this run
     */
    public RunTask.Training training() throws RunException {
        if (task instanceof RunTask.Training training) {
            return training;
        }
        throw new RunException(
                "run " + run + " is another program's, so traindeck knows neither its data nor its dials");
    }

    /** Another's program that is at work in this run; empty if our own trainer is. */
    public Optional<RunTask.Program> program() {
        return task instanceof RunTask.Program program ? Optional.of(program) : Optional.empty();
    }

    /**
     * The process of another's program that our supervisor has started on this machine, if it lives; 0 if it does not, or
     * there is none.
     */
    public long livingProgram() {
        boolean lives = task instanceof RunTask.Program program
                && program.process() != null
                && isOfThisHost()
                && program.process().isAlive();
        return lives ? ((RunTask.Program) task).process().pid() : 0;
    }

    /** Whether that process stands still, because its supervisor had paused it: then it takes no TERM either. */
    public boolean livingProgramStands() {
        return livingProgram() != 0 && ((RunTask.Program) task).process().stands();
    }

    /** Whether the process that made this run lives, on this machine; false if that cannot be known. */
    boolean makerLives() {
        return new StartedProcess(trainer.pid, createdMs).isAlive() && isOfThisHost();
    }

    /** Whether the last trainer was on this machine. */
    public boolean isOfThisHost() {
        return trainer.host.equals(thisHost());
    }

    /** Whether the last trainer, as far as is known, was on another machine than this. */
    public boolean isOfAnotherHost() {
        return isOfAnotherHost(thisHost());
    }

    /** Whether the last trainer, as far as is known, was on another machine than the one that is called {@code here}. */
    public boolean isOfAnotherHost(String here) {
        return !trainer.host.equals(here) && !trainer.host.equals(UNKNOWN_HOST) && !here.equals(UNKNOWN_HOST);
    }

    private static byte[] content(Path file) throws IOException {
        RunFiles.requireRegular(file);
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private static RunException damaged(Path file, String what, Exception cause) {
        return new RunException(file + " is damaged: " + what + "; restore it, or start a new run", cause);
    }

    static RunJson read(JsonObject object) {
        Head head = Keys.HEAD.read(object);
        RunTask task = object.has(COMMAND) ? Keys.PROGRAM.read(object) : Keys.TRAINING.read(object);
        return new RunJson(head.run, head.createdMs, task, Keys.TRAINER.read(object));
    }

    JsonObject json() {
        JsonObject object = Keys.HEAD.write(new Head(SCHEMA, run, createdMs));
        if (task instanceof RunTask.Training training) {
            Keys.TRAINING.writeInto(object, training);
        } else {
            Keys.PROGRAM.writeInto(object, (RunTask.Program) task);
        }
        Keys.TRAINER.writeInto(object, trainer);
        if (object.has(DIALS)) {
            // They are many, so they stand last.
            object.add(DIALS, object.remove(DIALS));
        }
        return object;
    }

    /** Writes it whole, durably and with mode 0600, or leaves what was there. */
    public void write(Path file) throws RunException {
        Gson pretty = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create();
        try {
            RunFiles.replace(file, (pretty.toJson(json()) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RunException(
                    "cannot write " + file + ": " + IoReason.of(e) + "; make room or choose another --runs", e);
        }
    }
}
