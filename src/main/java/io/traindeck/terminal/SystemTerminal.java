package io.traindeck.terminal;

import com.googlecode.lanterna.TextCharacter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /**
     * Loads on a thread of its own what is needed to open a terminal and to draw on it, while the caller does something
     * else. A caller that needs it earlier waits for the rest.
     */
    static void prepare() {
        Thread thread = new Thread(
                () -> {
                    try {
                        TerminalProvider.load(TerminalBuilder.PROP_PROVIDER_JNI);
                        InfoCmp.getCapabilitiesByName();
                        TextCharacter.fromCharacter(' ');
                    } catch (IOException | LinkageError e) {
                        // Opening the terminal fails with the same error, and reports it.
                    }
                },
                "terminal-prepare");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Opens the terminal without asking it anything, and without starting a program.
     *
     * @throws IOException if standard input or output is not a terminal
     */
    static Terminal open() throws IOException {
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
