package io.traindeck.listen;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogWriter;
import io.traindeck.run.MailboxWatcher;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.function.Consumer;

/** The folder of a run that is being trained: its lock, its log and its mailbox. */
final class ListenedRun implements AutoCloseable {
    private static final int SCHEMA = 1;
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final RunFolder folder;
    private final RunLock lock;
    private final EventLogWriter log;
    private final MailboxWatcher mailbox;

    private ListenedRun(RunFolder folder, RunLock lock, EventLogWriter log, Consumer<Request> commands) {
        this.folder = folder;
        this.lock = lock;
        this.log = log;
        mailbox = new MailboxWatcher(folder, commands, log::accept, System::currentTimeMillis);
    }

    /**
     * Makes the folder of a new run; where there is one of that name, {@code NAME-2} and so on.
     *
     * @param commands is given each command, on a thread of its own
     * @throws RunException if it cannot be made or written
     */
    static ListenedRun create(Path runs, String name, Consumer<Request> commands) throws RunException {
        RunFolder.requireName(name);
        String free = name;
        for (int number = 2; Files.exists(runs.resolve(free)); number++) {
            free = name + "-" + number;
        }
        RunFolder folder = RunFolder.create(runs, free);
        RunLock lock = RunLock.acquire(folder.lock())
                .orElseThrow(() -> new RunException(folder.path() + " has a trainer already"));
        try {
            write(folder);
            return new ListenedRun(folder, lock, new EventLogWriter(folder.events(), new Alarm()), commands);
        } catch (IOException | RunException e) {
            free(lock);
            throw e instanceof RunException refused
                    ? refused
                    : new RunException("cannot write " + folder.runJson() + ": " + IoReason.of(e), e);
        }
    }

    private static void free(RunLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            // The kernel frees it when the program ends.
        }
    }

    /** How the program is started again, as far as it knows that itself. */
    private static void write(RunFolder folder) throws IOException {
        ProcessHandle.Info process = ProcessHandle.current().info();
        JsonArray command = new JsonArray();
        process.command().ifPresent(command::add);
        process.arguments().ifPresent(words -> Arrays.stream(words).forEach(command::add));
        JsonObject json = new JsonObject();
        json.addProperty("schema", SCHEMA);
        json.addProperty("run", folder.name());
        json.addProperty("created_ms", System.currentTimeMillis());
        json.add("command", command);
        json.addProperty("cwd", Path.of("").toAbsolutePath().toString());
        json.addProperty("host", RunJson.thisHost());
        json.addProperty("pid", ProcessHandle.current().pid());
        Path temporary = folder.path().resolve(".run.json.tmp");
        Files.writeString(temporary, PRETTY.toJson(json) + "\n");
        Files.move(temporary, folder.runJson(), StandardCopyOption.ATOMIC_MOVE);
    }

    RunFolder folder() {
        return folder;
    }

    /** Logs what has happened; never waits for the disk. */
    void publish(TrainEvent event) {
        log.accept(event);
    }

    /** Ends the run: nothing more is logged, and its lock is free. */
    @Override
    public void close() {
        mailbox.close();
        try {
            log.close();
        } catch (IOException e) {
            // The disk is full: what was to be said of it could not be written either, and training is no less done.
        }
        free(lock);
    }

    /** A log that cannot be written is kept in memory by its writer, which is all that can be done here. */
    private static final class Alarm implements EventLogWriter.Alarm {
        @Override
        public void writeFailed(IOException reason) {
            // It is tried again.
        }

        @Override
        public void writeRecovered(long lost) {
            // The log goes on.
        }

        @Override
        public void folderGone() {
            // Training goes on.
        }
    }
}
