package io.traindeck.terminal;

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
    /** What JLine takes the terminal for. Nothing we send depends on what it knows about that. */
    private static final String TYPE = "ansi";

    private SystemTerminal() {}

    /**
     * Opens it without a question to the terminal or a program started.
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
