package io.traindeck.supervise;

import io.traindeck.machine.ProcessTree;
import io.traindeck.machine.ProcessTree.Member;
import io.traindeck.machine.UsersEnvironment;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunTask;
import io.traindeck.run.StartedProcess;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import io.traindeck.text.SearchPath;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Another's program at work, in a session of its own. It writes what it prints into a file itself: so it goes on whatever
 * becomes of this process, and is never held up by it.
 */
final class Program {
    private static final File NOTHING = new File("/dev/null");

    /** The environment variable that names the run folder, for the program and all that it starts. */
    static final String RUN = RunTask.Program.FOLDER_VARIABLE;

    /** The environment variable that names the checkpoint to go on from. */
    static final String RESUME = RunTask.Program.RESUME_VARIABLE;

    /** The variables that this process got from those who started it, and that the program must not see. */
    private static final List<String> OURS = List.of("TRAINDECK_IN_BACKGROUND", "TRAINDECK_LAUNCHER", RUN, RESUME);

    /** Times to look for processes that were started while others were stopped. */
    private static final int LOOKS = 5;

    private final Process process;
    private final StartedProcess started;
    private final ProcessTree tree;

    private Program(Process process) {
        this.process = process;
        started = new StartedProcess(process.pid(), System.currentTimeMillis());
        tree = new ProcessTree(process.pid());
    }

    /**
     * Starts the program.
     *
     * @param resume the checkpoint to go on from; null for none
     * @throws RunException if it cannot be started
     */
    static Program start(RunTask.Program task, RunFolder folder, Path resume) throws RunException {
        Path cwd = Path.of(task.cwd());
        require(task);
        List<String> words = new ArrayList<>(OwnSession.words(System.getenv("PATH")));
        words.addAll(task.command());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(cwd.toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.trainerLog().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(OURS);
        UsersEnvironment.restore(environment);
        ShellVariables.restore(task, environment);
        environment.put(RUN, path(folder));
        // Python writes to a file in blocks otherwise: the screen would be minutes behind.
        environment.putIfAbsent("PYTHONUNBUFFERED", "1");
        if (resume != null) {
            environment.put(RESUME, resume.toString());
        }
        try {
            return new Program(builder.start());
        } catch (IOException e) {
            throw new RunException("cannot start " + Safe.forLine(task.command().get(0)) + ": " + IoReason.of(e), e);
        }
    }

    private static String path(RunFolder folder) {
        return folder.path().toAbsolutePath().normalize().toString();
    }

    /** The entry in the environment of the program, and of all that it starts, that names its run. */
    static String variable(RunFolder folder) {
        return RUN + "=" + path(folder);
    }

    /**
     * Says what is wrong before anything is started, in plain words.
     *
     * @throws RunException if there is no such program, or no such folder to start it in
     */
    static void require(RunTask.Program task) throws RunException {
        String program = task.command().get(0);
        Path cwd = Path.of(task.cwd());
        if (!Files.isDirectory(cwd)) {
            throw new RunException(
                    "the folder " + Safe.forLine(cwd.toString()) + ", in which the program was started, is gone");
        }
        if (!program.contains("/")) {
            if (SearchPath.find(ShellVariables.path(task), program).isEmpty()) {
                throw new RunException("no program " + Safe.forLine(program) + " in the folders of $PATH");
            }
        } else if (!Files.isExecutable(cwd.resolve(program)) || Files.isDirectory(cwd.resolve(program))) {
            throw new RunException(Safe.forLine(program)
                    + (Files.isRegularFile(cwd.resolve(program))
                            ? " may not be executed; see its mode"
                            : " is no program"));
        }
    }

    StartedProcess started() {
        return started;
    }

    /** The process that was started here, and those that it has started. */
    ProcessTree tree() {
        return tree;
    }

    /** Runs {@code then} once it has ended, on another thread. */
    void onExit(Runnable then) {
        process.onExit().thenRun(then);
    }

    /** Whether the process that was started here lives. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** The exit status as a shell tells it: a signal is 128 and its number. */
    int exitStatus() {
        return process.exitValue();
    }

    /** The processes of the program's own session, which are those that a terminal would reach. */
    List<Member> session() {
        return tree.members().stream().filter(this::isOfSession).toList();
    }

    private boolean isOfSession(Member each) {
        return each.session() == started.pid() || each.pid() == started.pid();
    }

    /**
     * The processes that the program has started and that go on after its end, even if the process that started them is
     * gone.
     */
    List<Long> left(RunFolder folder) {
        Set<Long> left = new TreeSet<>();
        tree.members().forEach(each -> left.add(each.pid()));
        left.addAll(tree.withVariable(variable(folder)));
        return List.copyOf(left);
    }

    /**
     * Sends a signal as a terminal would: to all of its session. TERM spares the workers of a process that has a
     * handler for it: when a worker dies of a signal, the program fails instead of ending as it means to. INT spares
     * nobody, because Python has a handler for it everywhere.
     */
    void signalSession(Signal signal) {
        List<Member> members = signal == Signal.TERM ? tree.withoutCopiesOfWhoCatch(signal.number()) : tree.members();
        send(signal, members.stream().filter(this::isOfSession).toList());
    }

    /** Sends a signal to every process that it has started, and to those that are just being started. */
    void signalAll(Signal signal) {
        Set<Long> reached = new HashSet<>();
        for (int look = 0; look < LOOKS; look++) {
            List<Member> members = tree.members();
            if (look == 0
                    || !reached.containsAll(members.stream().map(Member::pid).toList())) {
                send(signal, members);
                members.forEach(each -> reached.add(each.pid()));
            }
        }
    }

    /**
     * Sends a signal to the processes that have a handler for it, because it would end any other.
     *
     * @return whether there is such a process
     */
    boolean signalWhoCatches(Signal signal) {
        if (tree.members().isEmpty()) {
            // No process can be looked at: the user has named the signal, and must know.
            send(signal, List.of());
            return isAlive();
        }
        List<Member> catching = tree.whoCatch(signal.number());
        if (!catching.isEmpty()) {
            send(signal, catching);
        }
        return !catching.isEmpty();
    }

    /**
     * Sends a signal by a shell: Java can send only two. If the system lists no processes, the signal goes to the group
     * of the first.
     */
    private void send(Signal signal, List<Member> to) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" -- \"$@\"", signal.name()));
        if (to.isEmpty()) {
            words.add("-" + started.pid());
        } else {
            to.forEach(each -> words.add(String.valueOf(each.pid())));
        }
        try {
            new ProcessBuilder(words)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // No more processes can be started. A user who sees that nothing happens will ask again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
