package io.traindeck.cli.trainer;

import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.supervise.OwnSession;
import io.traindeck.text.Typed;
import java.io.File;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This program once more, as a process in a session of its own, which no terminal can take down. */
public final class DetachedProcess implements LaunchedTrainer {
    private static final Path DEV_NULL = Path.of("/dev/null");

    /**
     * The class to start if no launcher has started this process; it is in a package above, so it is known by name
     * only.
     */
    static final String MAIN_CLASS = "io.traindeck.cli.Main";

    /** The beginning of lines for the user. */
    private static final String SAYS = "traindeck: ";

    /** The bytes at the end of a log in which its last words are looked for: a program may have printed gigabytes. */
    private static final int LAST_BYTES = 1 << 16;

    private final long sinceMs = System.currentTimeMillis();
    private final Process process;
    private final Path log;
    private final long logBytes;

    /**
     * Starts the process and returns at once.
     *
     * @param arguments the arguments of this program
     * @param log a file that is there; what the process prints is appended to it
     */
    public DetachedProcess(List<String> arguments, Path log) throws IOException {
        this(arguments, log, Map.of());
    }

    /** @param environment variables that it has besides those of this process */
    DetachedProcess(List<String> arguments, Path log, Map<String, String> environment) throws IOException {
        this.log = log;
        logBytes = Files.size(log);
        List<String> command = new ArrayList<>();
        command.addAll(OwnSession.words(System.getenv("PATH")));
        command.addAll(thisProgram());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(DEV_NULL.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put(TrainerProcess.IN_BACKGROUND, "1");
        process = builder.start();
    }

    /**
     * Returns the words that start this program: the launcher, which knows what each subcommand's JVM needs, or else
     * this JVM.
     */
    public static List<String> thisProgram() {
        String launcher = System.getenv(Typed.LAUNCHER);
        if (launcher != null) {
            return List.of(launcher);
        }
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        return List.of(java, "-cp", System.getProperty("java.class.path"), MAIN_CLASS);
    }

    @Override
    public long sinceMs() {
        return sinceMs;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** Whether it has ended, with exit code 0. */
    public boolean succeeded() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    @Override
    public int exitCode() {
        return process.exitValue();
    }

    @Override
    public Optional<String> ended() {
        return process.isAlive() ? Optional.empty() : Optional.of(lastWords());
    }

    /** Returns the last line that it printed for the user. */
    private String lastWords() {
        try (SeekableByteChannel file = Files.newByteChannel(log)) {
            long size = file.size();
            file.position(Math.max(Math.min(logBytes, size), size - LAST_BYTES));
            byte[] bytes = Channels.newInputStream(file).readNBytes(LAST_BYTES);
            String printed = new String(bytes, StandardCharsets.UTF_8).strip();
            String last = printed.lines().filter(line -> line.startsWith(SAYS)).reduce("", (a, b) -> b);
            return last.isEmpty() ? silence() : last.substring(SAYS.length());
        } catch (IOException e) {
            return silence();
        }
    }

    private String silence() {
        String ended = "the process ended without a word";
        try {
            if (Files.getFileStore(log).getUsableSpace() == 0) {
                return ended + ": the disk that holds " + log.getParent() + " is full; make room there";
            }
        } catch (IOException e) {
            // It is not known whether the disk is full.
        }
        return ended + "; what it printed is in " + log;
    }
}
