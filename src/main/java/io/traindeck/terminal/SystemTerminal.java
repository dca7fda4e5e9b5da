package io.traindeck.terminal;

import com.googlecode.lanterna.TextCharacter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp;

/** The terminal this process was started on. It stays as it is until a {@link TerminalSession} uses it. */
public final class SystemTerminal {
    /** The type of terminal that JLine is told. Nothing that we send depends on what JLine knows about it. */
    private static final String TYPE = "ansi";

    /** The places of process groups in /proc/PID/stat, counted from the field after the name: see proc(5). */
    private static final int GROUP = 2;

    private static final int FOREGROUND_GROUP = 5;

    private final FutureTask<Terminal> opening = new FutureTask<>(SystemTerminal::make);

    /**
     * Opens the terminal, and loads what is needed to draw on it, on a thread of its own, while the caller does
     * something else.
     */
    public SystemTerminal prepared() {
        Thread thread = new Thread(
                () -> {
                    try {
                        // In the order in which the caller will need it. The table of time zones takes as long to read
                        // as some pictures take to draw.
                        TerminalProvider.load(TerminalBuilder.PROP_PROVIDER_JNI);
                        ZoneId.systemDefault();
                        TextCharacter.fromCharacter(' ');
                        if (isInForeground()) {
                            opening.run();
                        }
                    } catch (IOException | LinkageError | DateTimeException e) {
                        // Whoever needs it meets the same error, and reports it.
                    }
                },
                "terminal-prepare");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /**
     * Returns whether the terminal is this process's to use. At the end of Java, JLine restores the modes of a terminal
     * that it has opened, and the system stops a process in the background for that.
     *
     * @return false also where the system does not tell
     */
    private static boolean isInForeground() {
        try {
            // The name of the program, which stands in brackets, may hold anything.
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[GROUP].equals(fields[FOREGROUND_GROUP]);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the terminal, which is opened now unless it was prepared.
     *
     * @throws IOException if standard input or output is not a terminal
     */
    Terminal open() throws IOException {
        opening.run();
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the terminal was opened");
        }
    }

    /** Opens the terminal without asking it anything, and without starting a program. */
    private static Terminal make() throws IOException {
        TerminalProvider jline = TerminalProvider.load(TerminalBuilder.PROP_PROVIDER_JNI);
        if (!jline.isSystemStream(SystemStream.Input) || !jline.isSystemStream(SystemStream.Output)) {
            throw new IOException("standard input and output are not a terminal");
        }
        // JLine would start infocmp, or read a description of its own.
        InfoCmp.setLoadedInfoCmp(TYPE, "");
        boolean ansiPassThrough = false;
        // Signals are ours: JLine's default for INT would end Java without its shutdown hooks.
        boolean nativeSignals = false;
        boolean paused = false;
        return jline.sysTerminal(
                "traindeck",
                TYPE,
                ansiPassThrough,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                nativeSignals,
                SignalHandler.SIG_IGN,
                paused,
                SystemStream.Output);
    }
}
