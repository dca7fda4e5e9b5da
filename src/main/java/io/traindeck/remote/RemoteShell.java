package io.traindeck.remote;

import io.traindeck.text.Safe;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A shell on another machine that answers questions: one connection, one question after another. Any text that a login
 * there prints by itself is passed over, because each answer begins with a mark that nobody else can know.
 *
 * <p>For one thread, except where a method says more.
 */
final class RemoteShell implements Closeable {
    /** The environment variable that names another {@code ssh}, or one with options. */
    static final String SSH_VARIABLE = "TRAINDECK_SSH";

    /**
     * The options of every connection. Nobody is there to type a password: the connection is made by a key or an agent,
     * or not at all. The ports that the user's configuration forwards are for the user's own connection: this one would
     * take them away from it, or not be made because they are taken.
     */
    private static final List<String> OPTIONS = List.of(
            "-T",
            "-C",
            "-o",
            "BatchMode=yes",
            "-o",
            "ClearAllForwardings=yes",
            "-o",
            "ConnectTimeout=10",
            "-o",
            "ServerAliveInterval=10",
            "-o",
            "ServerAliveCountMax=3");

    private static final int BUFFER = 64 << 10;

    /** The number of bytes of the longest line of an answer. */
    private static final int LONGEST_LINE = 16 << 20;

    private static final int MOST_SAID = 2_000;
    private static final long END_MS = 2_000;

    private final String host;
    private final String mark;
    private final Process ssh;
    private final InputStream answers;
    private final OutputStream questions;
    private final Thread listener;
    private final StringBuffer said = new StringBuffer();

    /**
     * Begins to connect.
     *
     * @param ssh the program and the options that a person wants, such as {@code ssh}
     * @throws IOException if that program cannot be started
     */
    RemoteShell(List<String> ssh, String host) throws IOException {
        this.host = host;
        byte[] random = new byte[12];
        ThreadLocalRandom.current().nextBytes(random);
        mark = "td" + HexFormat.of().formatHex(random);
        List<String> command = new ArrayList<>(ssh);
        command.addAll(OPTIONS);
        command.add("--");
        command.add(host);
        // Any login shell can start this one.
        command.add("exec sh");
        this.ssh = new ProcessBuilder(command).start();
        answers = new BufferedInputStream(this.ssh.getInputStream(), BUFFER);
        questions = this.ssh.getOutputStream();
        listener = new Thread(this::listen, "ssh-messages");
        listener.setDaemon(true);
        listener.start();
    }

    /**
     * Waits for the connection, and makes functions known.
     *
     * @param functions shell functions that the questions may call; they print lines that begin with {@code $mark}
     * @throws IOException if there is no connection, with what {@code ssh} says
     */
    void define(String functions) throws IOException {
        // The output of a login may end in the middle of a line: the first answer begins on a line of its own.
        send("LC_ALL=C; export LC_ALL; umask 077; mark=" + mark + "\n" + functions
                + "\nprintf '\\n%s\\n' \"$mark ready\"");
        if (!line().equals("ready")) {
            throw new IOException(host + " gives an answer that is none of a POSIX shell");
        }
    }

    /** Collects what {@code ssh} says about itself: it explains why a connection is not made. */
    private void listen() {
        try (InputStream messages = ssh.getErrorStream()) {
            byte[] buffer = new byte[1024];
            for (int read = messages.read(buffer); read >= 0; read = messages.read(buffer)) {
                said.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                // The reason comes last, after whatever the machine greets everybody with.
                said.delete(0, Math.max(0, said.length() - MOST_SAID));
            }
        } catch (IOException e) {
            // The connection has ended; nothing more will be said.
        }
    }

    /** Sends a question; the answer is to be read by {@link #line} and {@link #bytes} before the next question. */
    void ask(String question) throws IOException {
        send(question);
    }

    private void send(String text) throws IOException {
        try {
            questions.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            questions.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Returns the next line of an answer, without its mark; lines without a mark are passed over. */
    String line() throws IOException {
        while (true) {
            String line = anyLine();
            if (line.startsWith(mark + " ")) {
                return line.substring(mark.length() + 1);
            }
        }
    }

    /** Returns the next line of a text, or null after its last one: there is a line that is the mark alone. */
    String textLine() throws IOException {
        String line = anyLine();
        return line.equals(mark) ? null : line;
    }

    private String anyLine() throws IOException {
        return lineBytes().toString(StandardCharsets.UTF_8);
    }

    private ByteArrayOutputStream lineBytes() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = read(); next != '\n'; next = read()) {
            if (line.size() == LONGEST_LINE) {
                throw new IOException(host + " gives an answer that does not end");
            }
            line.write(next);
        }
        return line;
    }

    /** Returns the bytes up to a line that is the mark alone, without the line feed before that line. */
    byte[] bytesToMark() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] end = mark.getBytes(StandardCharsets.UTF_8);
        for (byte[] line = lineBytes().toByteArray();
                !Arrays.equals(line, end);
                line = lineBytes().toByteArray()) {
            all.write(line);
            all.write('\n');
        }
        return Arrays.copyOf(all.toByteArray(), Math.max(0, all.size() - 1));
    }

    /** Returns the next {@code count} bytes of an answer. */
    byte[] bytes(int count) throws IOException {
        byte[] bytes = answers.readNBytes(count);
        if (bytes.length < count) {
            throw lost(null);
        }
        return bytes;
    }

    private int read() throws IOException {
        int next = answers.read();
        if (next < 0) {
            throw lost(null);
        }
        return next;
    }

    /** Returns an exception that says in one line why there is no connection any more. */
    private IOException lost(IOException cause) {
        try {
            // ssh tells why it ends before it ends.
            ssh.waitFor(END_MS, TimeUnit.MILLISECONDS);
            listener.join(END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String[] lines = said.toString().strip().split("\\R");
        String why = Safe.forLine(lines[lines.length - 1]);
        return new IOException(host + " cannot be reached" + (why.isEmpty() ? "" : ": " + why), cause);
    }

    /** Tells {@code ssh} to end, so that nobody gets an answer any more, and does not wait. For any thread. */
    void end() {
        // The process itself would close its pipes, and so wait for a thread that writes to one.
        ssh.toHandle().destroy();
    }

    /** Ends {@code ssh} even if it does not obey, and does not wait. For any thread. */
    void kill() {
        ssh.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        ssh.destroy();
        try {
            if (!ssh.waitFor(END_MS, TimeUnit.MILLISECONDS)) {
                ssh.destroyForcibly();
            }
        } catch (InterruptedException e) {
            ssh.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
