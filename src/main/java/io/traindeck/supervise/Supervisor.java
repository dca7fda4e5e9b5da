package io.traindeck.supervise;

import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.machine.ProcessTree;
import io.traindeck.machine.SystemMonitor;
import io.traindeck.run.MailboxWatcher;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunTask;
import io.traindeck.run.StartedProcess;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs another's program as a run: starts it, follows what it tells, obeys commands by signals, and tells its end. */
public final class Supervisor {
    /** The longest that a program may take to answer a signal that asks it to end. */
    public static final Duration GRACE = Duration.ofSeconds(30);

    /** The time between two looks at what the program has told. */
    private static final long LOOK_EVERY_MS = 100;

    /** The time between two looks at the processes that are left when the first one is gone. */
    private static final Duration LOOK_AT_REST = Duration.ofMillis(500);

    /**
     * The time in which the workers of a program that has failed end by themselves: those of PyTorch look every five
     * seconds whether their parent lives.
     */
    private static final Duration WORKERS_END = Duration.ofSeconds(7);

    /** The number of looks at the processes that are left at the end. */
    private static final int LAST_LOOKS = 5;

    /** The longest time to read on in what the program has told when it stands still, or is gone. */
    private static final Duration READ_ON = Duration.ofSeconds(10);

    private final RunFolder folder;
    private final RunTask.Program task;
    private final EventBus bus;
    private final InstantSource clock;
    private final Duration grace;

    /** The work for the one thread that does everything. */
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    // These are used on that thread alone, and set once the program is started.
    private Program program;
    private Retelling retelling;
    private Announcer announcer;
    private ProgramLog log;
    private Steering steering;
    private LeftStops leftStops;
    private String trouble = "";

    /** @param grace how long the program may take to answer a signal that asks it to end: {@link #GRACE} */
    public Supervisor(RunFolder folder, RunTask.Program task, EventBus bus, InstantSource clock, Duration grace) {
        this.folder = folder;
        this.task = task;
        this.bus = bus;
        this.clock = clock;
        this.grace = grace;
    }

    /** @throws RunException if there is no such program, or it may not be started, with the reason */
    public static void requireStartable(RunTask.Program task) throws RunException {
        Program.require(task);
    }

    /** Passes a request to end on to the program; a second one ends it at once. For any thread. */
    public void end(Signal signal) {
        tasks.add(() -> steering.terminate(signal));
    }

    /**
     * Runs the program until it has ended.
     *
     * @param run the run's name
     * @param resume the checkpoint to go on from; null for none
     * @param begun told of the process, before anything of it is published
     * @return its exit status, as a shell tells it; but the status that stands for the signal if one has told this
     *     supervisor to end
     * @throws RunException if it cannot be started
     */
    public int run(String run, Past past, Path resume, Consumer<StartedProcess> begun)
            throws RunException, IOException, InterruptedException {
        // The program is started in a folder of its own.
        Path from = resume == null ? null : resume.toAbsolutePath().normalize();
        retelling = new Retelling(bus, clock, run, FirstDescription.of(task), past);
        announcer = new Announcer(bus, clock, retelling::step);
        long printed = Files.size(folder.trainerLog());
        List<Path> logs = task.logs().stream().map(Path.of(task.cwd())::resolve).toList();
        leftStops = new LeftStops(grace);
        try (ProgramLog told = new ProgramLog(folder, clock, logs, this::own, retelling::other)) {
            log = told;
            MemoryKills memory = new MemoryKills();
            program = Program.start(task, folder, from);
            begun.accept(program.started());
            Stopping stopping = new Stopping(program, grace, words -> announcer.warn("program_ending", words));
            steering = new Steering(program, task.on(), stopping, announcer, grace, this::readOn);
            program.onExit(() -> tasks.add(() -> {}));
            long pid = program.started().pid();
            try (SystemMonitor machine = new SystemMonitor(bus, clock, new ProcessTree(pid).meter())) {
                try (MailboxWatcher mailbox = mailbox()) {
                    retelling.begin(from == null ? "" : shown(from));
                    follow();
                    log.lookAtOnce();
                    readOn();
                    for (Path missing : log.missing()) {
                        announcer.warn("program_unread", "no log was found at " + missing + ", which --log names");
                    }
                    steering.ended();
                }
                obeyAll();
                tellEnd(printed, memory);
            }
        }
        // A program that saves when it is told to end may call that a success; a batch script must see that the run is
        // to go on.
        return steering.terminatedBy().map(Signal::exitStatus).orElseGet(program::exitStatus);
    }

    private MailboxWatcher mailbox() {
        return new MailboxWatcher(
                folder,
                request -> tasks.add(() -> steering.obey(request, retelling.isProgramsOwn(request))),
                refusal -> tasks.add(() -> bus.publish(refusal)),
                clock::millis,
                request -> steering.isPaused() || !retelling.isProgramsOwn(request) || leftStops.isOurs(request));
    }

    /** Returns the name of a file as the log has it. */
    private String shown(Path file) {
        Path home = folder.path().toAbsolutePath().normalize();
        return file.startsWith(home) ? home.relativize(file).toString() : file.toString();
    }

    // --- While it lives ---

    /** Takes an event that the program has written. */
    private void own(TrainEvent event) {
        retelling.own(event);
        leftStops.take(event);
    }

    private void follow() throws InterruptedException {
        boolean more = false;
        while (program.isAlive()) {
            turn(more ? 0 : LOOK_EVERY_MS);
            more = look();
        }
        // A shell that has started the training may be gone before it, whatever its status. Told to end, it is gone at
        // once, while the training may still save.
        long since = System.nanoTime();
        boolean isSaid = steering.asked() != Outcome.Asked.NOTHING;
        while (!program.session().isEmpty()) {
            if (!isSaid && System.nanoTime() - since >= timeToEnd()) {
                isSaid = true;
                sayWhoGoesOn();
            }
            turn(LOOK_AT_REST.toMillis());
            look();
        }
    }

    /** Returns the nanoseconds that the other processes of a program may take to end after the first. */
    private long timeToEnd() {
        return (program.exitStatus() == 0 ? LOOK_AT_REST : WORKERS_END).toNanos();
    }

    private void sayWhoGoesOn() {
        List<Long> left =
                program.session().stream().map(ProcessTree.Member::pid).toList();
        String status = program.exitStatus() == 0 ? "" : " with exit status " + program.exitStatus();
        String words = "the program has ended" + status + ", but " + names(left)
                + " of it goes on, and the run with it; stop ends that too";
        if (!left.isEmpty()) {
            announcer.warn("program_forked", words);
        }
    }

    /** Waits a while for requests, and does what they ask. */
    private void turn(long waitMs) throws InterruptedException {
        Runnable first = tasks.poll(waitMs, TimeUnit.MILLISECONDS);
        if (first != null) {
            first.run();
            obeyAll();
        }
        if (leftStops.isAskedTwice()) {
            steering.insistOnStop();
        } else if (leftStops.isSilenceToBeSaid()) {
            String silence = "the program has accepted stop, and told nothing for " + grace.toSeconds() + " s";
            announcer.warn("program_silent", silence + "; if it hangs, stop once more: then it is ended by signals");
        }
        steering.goOnStopping();
    }

    /** Does what the requests ask that have come meanwhile. */
    private void obeyAll() {
        for (Runnable each = tasks.poll(); each != null; each = tasks.poll()) {
            each.run();
        }
    }

    /** Looks at what the program has told; returns whether there is more. */
    private boolean look() {
        try {
            boolean more = log.poll();
            trouble = "";
            return more;
        } catch (IOException e) {
            String words = "cannot read what the program tells: " + IoReason.of(e) + "; it is tried again";
            if (!words.equals(trouble)) {
                trouble = words;
                announcer.warn("program_unread", words);
            }
            return false;
        }
    }

    private void readOn() {
        long end = System.nanoTime() + READ_ON.toNanos();
        boolean more = look();
        while (more && System.nanoTime() - end < 0) {
            more = look();
        }
        if (more && !program.isAlive()) {
            announcer.warn(
                    "program_unread",
                    "the program printed faster than it can be read: its last lines are in trainer.log alone");
        }
    }

    // --- Its end ---

    private void tellEnd(long printed, MemoryKills memory) throws InterruptedException {
        int status = program.exitStatus();
        String words = LastWords.in(
                folder.trainerLog(), printed, !Signal.ofExit(status).isEmpty());
        Outcome outcome = new Outcome(status, retelling.end(), words, memory.isSeen());
        EndReason reason = outcome.reason(steering.asked());
        List<String> message = new ArrayList<>();
        message.add(outcome.message(reason, steering.lastSignal()));
        if (reason == EndReason.FAILED && isDiskFull()) {
            message.add("the disk of the run folder is full, so what it printed last is missing");
        }
        List<Long> left = program.left(folder);
        // A process that is killed, or ends with the program, takes a moment to be gone.
        for (int look = 0; look < LAST_LOOKS && !left.isEmpty(); look++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            left = program.left(folder);
        }
        if (!left.isEmpty()) {
            message.add(names(left) + (left.size() == 1 ? " is" : " are") + " left, outside of this run");
        }
        RunEnded told = retelling.end().orElse(null);
        bus.publish(new RunEnded(
                clock.millis(),
                reason,
                retelling.step(),
                told == null ? null : told.best(),
                message.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("; "))));
    }

    /**
     * Whether the run folder's disk is full: many programs fail when they can no longer print, and then cannot print
     * why.
     */
    private boolean isDiskFull() {
        try {
            return Files.getFileStore(folder.path()).getUsableSpace() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String names(List<Long> pids) {
        String names = pids.stream()
                .limit(3)
                .map(pid -> pid + " (" + program.tree().name(pid) + ")")
                .collect(Collectors.joining(", "));
        return (pids.size() == 1 ? "process " : "processes ")
                + names
                + (pids.size() > 3 ? " and " + (pids.size() - 3) + " more" : "");
    }
}
