package io.traindeck.cli.option;

import java.io.IOException;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** Tells which of this process's standard streams are connected to a terminal. */
public final class StandardStreams {
    private StandardStreams() {}

    /** Whether stdout is a terminal. {@code System.console()} can't tell: since Java 22 it exists without one too. */
    public static boolean outIsTerminal() {
        return isTerminal(SystemStream.Output);
    }

    /** Whether stderr is a terminal. */
    public static boolean errIsTerminal() {
        return isTerminal(SystemStream.Error);
    }

    /** Whether stdin is a terminal. */
    public static boolean inIsTerminal() {
        return isTerminal(SystemStream.Input);
    }

    private static boolean isTerminal(SystemStream stream) {
        try {
            return TerminalProvider.load(TerminalBuilder.PROP_PROVIDER_JNI).isSystemStream(stream);
        } catch (IOException e) {
            // There is no native part for this machine, so plain lines are all that is safe.
            return false;
        }
    }
}
