package io.traindeck.cli.option;

import picocli.CommandLine;

/** A command failed; the message is the one line for the user: what, where, what to do. */
public final class CliException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CliException(String message) {
        this(message, CommandLine.ExitCode.SOFTWARE);
    }

    /** @param exitCode the exit code by which a script tells this failure from others */
    public CliException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public CliException(String message, Throwable cause) {
        super(message, cause);
        exitCode = CommandLine.ExitCode.SOFTWARE;
    }

    public int exitCode() {
        return exitCode;
    }
}
