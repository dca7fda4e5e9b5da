package io.traindeck.remote;

import io.traindeck.run.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs of other machines that this process looks at: one connection a machine. The copies are removed when the process
 * ends. For any thread.
 */
public final class RemoteRuns implements AutoCloseable {
    private static final Duration SENT_WITHIN = Duration.ofSeconds(30);

    private final List<String> ssh;

    // Under the monitor of this object.
    private final Map<String, HostConnection> connections = new LinkedHashMap<>();
    private final Map<Wanted, RemoteCopy> copies = new LinkedHashMap<>();
    private Path folder;

    /** What is copied for a screen may be thinned; what is copied once is whole. */
    private record Wanted(RemotePath path, boolean follows) {}

    /** @param env the environment variables, of which {@code TRAINDECK_SSH} may name another {@code ssh}, with options */
    public RemoteRuns(Map<String, String> env) {
        String chosen = env.getOrDefault(RemoteShell.SSH_VARIABLE, "").strip();
        ssh = chosen.isEmpty() ? List.of("ssh") : Arrays.asList(chosen.split("\\s+"));
    }

    /**
     * Copies what is at {@code path}, and goes on as it grows if {@code follows}.
     *
     * @return the copy: a file or folder
     * @throws RunException if the machine cannot be reached, or nothing is there
     */
    public Path copy(RemotePath path, boolean follows) throws RunException {
        HostConnection connection;
        RemoteCopy copy;
        synchronized (this) {
            RemoteCopy known = copies.get(new Wanted(path, follows));
            if (known != null) {
                return known.here();
            }
            try {
                copy = new RemoteCopy(path, place(path), follows);
            } catch (IOException e) {
                throw new RunException("cannot make room for a copy of " + path + ": " + e.getMessage(), e);
            }
            connection = connections.computeIfAbsent(path.host(), host -> new HostConnection(ssh, host));
        }
        try {
            connection.begin(copy);
        } catch (IOException e) {
            throw new RunException(e.getMessage(), e);
        }
        synchronized (this) {
            copies.put(new Wanted(path, follows), copy);
        }
        return copy.here();
    }

    /** A place of its own for each, in a folder that is called as the machine: that is how equal names are told apart. */
    private Path place(RemotePath path) throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("traindeck-remote");
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "remote-copies"));
        }
        Path parent = Files.createDirectories(folder.resolve(String.valueOf(copies.size()))
                .resolve(path.host().replace('/', '_')));
        return parent.resolve(path.name());
    }

    /** Where the run of a copy really is; empty for a path that is no copy. */
    public Optional<RemotePath> origin(Path here) {
        Path absolute = here.toAbsolutePath().normalize();
        synchronized (this) {
            return copies.values().stream()
                    .filter(copy -> absolute.startsWith(copy.here()))
                    .map(RemoteCopy::there)
                    .findFirst();
        }
    }

    /** Why a copy is not up to date, in one line; empty if it is, or is no copy. */
    public String trouble(Path here) {
        return origin(here)
                .map(path -> {
                    synchronized (this) {
                        return connections.get(path.host()).trouble();
                    }
                })
                .orElse("");
    }

    /**
     * Waits until the commands that were put into the mailbox of a copy are where the run is. Returns at once for a folder
     * that is no copy.
     *
     * @throws RunException if they are not there in time
     */
    public void awaitSent(Path here) throws RunException {
        RemoteCopy copy;
        synchronized (this) {
            copy = copies.values().stream()
                    .filter(known -> known.here().equals(here))
                    .findFirst()
                    .orElse(null);
        }
        if (copy != null && !copy.awaitSent(SENT_WITHIN)) {
            String trouble = trouble(here);
            throw new RunException("nothing could be sent to " + copy.there()
                    + (trouble.isEmpty() ? " in " + SENT_WITHIN.toSeconds() + " s" : ": " + trouble));
        }
    }

    /** Ends the connections and removes the copies. */
    @Override
    public synchronized void close() {
        connections.values().forEach(HostConnection::close);
        connections.clear();
        copies.clear();
        if (folder == null || Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The system removes its temporary files in its own time.
        }
    }
}
