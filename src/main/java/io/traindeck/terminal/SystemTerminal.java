package io.traindeck.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.InfoCmp;

/** Opens the terminal this process was started on. */
final class SystemTerminal {
    /**
     * The capabilities JLine loads. Nothing we send depends on them, so the one set that comes with JLine serves every
     * terminal, and no {@code infocmp} is started to find out about this one.
     */
    private static final String TYPE = "ansi";

    private SystemTerminal() {}

    /**
     * Opens it without a question to the terminal or a program started.
     *
     * @throws IOException if standard input or output is not a terminal
     */
    static Terminal open() throws IOException {
        withoutInfocmp(TYPE);
        try {
            return TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(SystemOutput.SysOut)
                    .provider(TerminalBuilder.PROP_PROVIDER_JNI)
                    .dumb(false)
                    .type(TYPE)
                    .encoding(StandardCharsets.UTF_8)
                    .graphemeCluster(false)
                    // Signals are ours: JLine's default for INT would end Java without its shutdown hooks.
                    .nativeSignals(false)
                    .signalHandler(SignalHandler.SIG_IGN)
                    .build();
        } catch (IllegalStateException e) {
            throw new IOException("standard input and output are not a terminal", e);
        }
    }

    /** Makes JLine use its own description of a terminal instead of asking {@code infocmp}. */
    static void withoutInfocmp(String type) {
        InfoCmp.setLoadedInfoCmp(type, () -> InfoCmp.getDefaultInfoCmp(type));
    }
}
