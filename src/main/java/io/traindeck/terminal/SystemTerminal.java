package io.traindeck.terminal;

import com.googlecode.lanterna.TextCharacter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
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

/** Opens the terminal this process was started on. */
final class SystemTerminal {
    /** The type of terminal that JLine is told. Nothing that we send depends on what JLine knows about it. */
    private static final String TYPE = "ansi";

    private SystemTerminal() {}

    /** The terminal of this process, of which there is one: the first thread that needs it opens it. */
    private static final class OfProcess {
        static final FutureTask<Terminal> OPENING = new FutureTask<>(SystemTerminal::make);
    }

    /**
     * Opens the terminal, and loads what is needed to draw on it, on a thread of its own, while the caller does
     * something else. The terminal stays as it is until it is used.
     */
    static void prepare() {
        Thread thread = new Thread(
                () -> {
                    try {
                        // To read the table of time zones takes a twentieth of the time to the first picture.
                        ZoneId.systemDefault();
                        TextCharacter.fromCharacter(' ');
                        OfProcess.OPENING.run();
                    } catch (LinkageError | DateTimeException e) {
                        // Whoever needs it meets the same error, and reports it.
                    }
                },
                "terminal-prepare");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns the terminal, which is opened once.
     *
     * @throws IOException if standard input or output is not a terminal
     */
    static Terminal open() throws IOException {
        OfProcess.OPENING.run();
        try {
            return OfProcess.OPENING.get();
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
