package io.traindeck.listen;

import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogWriter;
import io.traindeck.run.MailboxWatcher;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunNames;
import io.traindeck.run.RunTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The folder of a run that is being trained: its lock, its log and its mailbox. If {@code traindeck run} has started
 * the program, the folder, the lock and {@code events.jsonl} are its supervisor's, which copies what the program
 * writes.
 */
final class ListenedRun {
    private final RunFolder folder;
    private final RunLock lock;
    private final EventLogWriter log;
    private final MailboxWatcher mailbox;
    private boolean over;

    /** @param lock null if it is the supervisor's */
    private ListenedRun(
            RunFolder folder, RunLock lock, EventLogWriter log, Consumer<Request> commands, Predicate<Request> ours) {
        this.folder = folder;
        this.lock = lock;
        this.log = log;
        mailbox = new MailboxWatcher(folder, commands, this::publish, System::currentTimeMillis, ours);
    }

    /**
     * Opens the run that {@code traindeck run} has made for this program; else makes a new one.
     *
     * @param environment the environment of this process
     * @param commands is given each command, on a thread of its own
     * @param obeyed whether the program obeys a command: a supervisor takes the others
     * @throws RunException if it cannot be made or written
     */
    static ListenedRun of(
            Map<String, String> environment,
            Path runs,
            String name,
            Consumer<Request> commands,
            Predicate<Request> obeyed)
            throws RunException {
        String supervised = environment.getOrDefault(RunTask.Program.FOLDER_VARIABLE, "");
        if (supervised.isEmpty()) {
            return create(runs, name, commands);
        }
        RunFolder folder = new RunFolder(Path.of(supervised));
        EventLogWriter log = new EventLogWriter(folder.programEvents(), new Alarm());
        return new ListenedRun(folder, null, log, commands, obeyed);
    }

    /**
     * Makes the folder of a new run; if there is one of that name, {@code NAME-2} and so on.
     *
     * @throws RunException if it cannot be made or written
     */
    private static ListenedRun create(Path runs, String name, Consumer<Request> commands) throws RunException {
        RunNames.require(name);
        String free = name;
        for (int number = 2; Files.exists(runs.resolve(free)); number++) {
            free = name + "-" + number;
        }
        RunFolder folder = RunFolder.create(runs, free);
        RunLock lock = RunLock.acquire(folder.lock())
                .orElseThrow(() -> new RunException(folder.path() + " has a trainer already"));
        try {
            write(folder);
            EventLogWriter log = new EventLogWriter(folder.events(), new Alarm());
            return new ListenedRun(folder, lock, log, commands, request -> true);
        } catch (RunException e) {
            free(lock);
            throw e;
        }
    }

    private static void free(RunLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            // The kernel frees it when the program ends.
        }
    }

    /** Writes how the program is started again; nothing if that is unknown, and then no viewer offers to resume it. */
    private static void write(RunFolder folder) throws RunException {
        Optional<List<String>> command = OwnCommand.words();
        if (command.isEmpty()) {
            return;
        }
        String cwd = Path.of("").toAbsolutePath().toString();
        RunTask.Program task = new RunTask.Program(command.get(), cwd, null, List.of(), Map.of(), null);
        new RunJson(folder.name(), System.currentTimeMillis(), task, RunJson.Trainer.thisProcess(Map.of()))
                .write(folder.runJson());
    }

    RunFolder folder() {
        return folder;
    }

    /** Whether {@code traindeck run} has started this program, and sees how it ends. */
    boolean isSupervised() {
        return lock == null;
    }

    /** Logs what has happened, on any thread; never waits for the disk. After the end of the run this does nothing. */
    synchronized void publish(TrainEvent event) {
        if (!over) {
            log.accept(event);
        }
    }

    /**
     * Ends the run, on any thread, once: nothing more is logged, and its lock is free.
     *
     * @param answers called when no more commands are taken: answers those that were
     * @param last gives the last line of the log, if there is to be one, while nobody publishes
     */
    void end(Runnable answers, Supplier<Optional<TrainEvent.RunEnded>> last) {
        // A command that is taken after the others were answered would get no answer.
        mailbox.close();
        answers.run();
        synchronized (this) {
            last.get().ifPresent(log);
            over = true;
        }
        try {
            log.close();
        } catch (IOException e) {
            // The disk is full: a message about that could not be written either, and the training is done all the
            // same.
        }
        if (lock != null) {
            free(lock);
        }
    }

    /** Does nothing: the writer keeps in memory what it cannot write, and no more can be done here. */
    private static final class Alarm implements EventLogWriter.Alarm {
        @Override
        public void writeFailed(IOException reason) {
            // The writer tries again.
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
