package io.traindeck.cli;

import io.traindeck.text.IoReason;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Standard output that remembers whether everything went through. The code that prints to it never learns of a full
 * disk, and half a table would count as a success.
 */
final class CheckedOutput extends FilterOutputStream {
    /** The exit code of a program that a closed pipe ends, as a shell gives it. */
    private static final int CLOSED_PIPE = 141;

    private static final int FAILED = 1;

    /** The bits of a Unix file mode that tell the kind of file, and their value for a pipe. */
    private static final int KIND = 0170000;

    private static final int PIPE = 0010000;

    private final BooleanSupplier isPipe;
    private IOException failure;

    /**
     * @param out a stream without a buffer, so that it fails at once
     * @param isPipe whether {@code out} is a pipe, where a write fails only because the reader has closed it; is asked
     *     after a failure
     */
    CheckedOutput(OutputStream out, BooleanSupplier isPipe) {
        super(out);
        this.isPipe = isPipe;
    }

    /** Puts a checked output in the place of {@code System.out}. */
    static CheckedOutput install() {
        CheckedOutput checked =
                new CheckedOutput(new FileOutputStream(FileDescriptor.out), () -> isPipe(Path.of("/dev/stdout")));
        String encoding = System.getProperty("stdout.encoding", "");
        Charset charset = encoding.isEmpty() ? Charset.defaultCharset() : Charset.forName(encoding);
        System.setOut(new PrintStream(checked, true, charset));
        return checked;
    }

    /** Whether a file is a pipe; false if the system does not tell. */
    static boolean isPipe(Path file) {
        try {
            return ((int) Files.getAttribute(file, "unix:mode") & KIND) == PIPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns the exit code of a command whose own exit code is {@code code}. Says on {@code err} what failed, unless a
     * reader has closed the pipe because it has read enough, as {@code head} does.
     *
     * @param isProduct whether the output is what the command is for
     */
    int exitCode(int code, boolean isProduct, PrintStream err) {
        if (failure == null) {
            return code;
        }
        // The system may tell its reason in the user's language; of a socket, only the reason tells.
        boolean closed =
                isPipe.getAsBoolean() || String.valueOf(failure.getMessage()).contains("Broken pipe");
        if (!closed) {
            err.println("traindeck: cannot write to standard output: " + IoReason.of(failure));
        }
        return code != 0 || !isProduct ? code : closed ? CLOSED_PIPE : FAILED;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }
}
