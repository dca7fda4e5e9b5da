package io.traindeck.remote;

import io.traindeck.run.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The runs of other machines that this process looks at, with one connection for each machine. The copies are removed
 * when the process ends. For any thread.
 */
public final class RemoteRuns implements AutoCloseable {
    private static final Duration SENT_WITHIN = Duration.ofSeconds(30);

    /** The longest wait for all connections to end. */
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(2);

    private final List<String> ssh;
    private final RemoteListing.Pace pace;
    private final ConnectionTurns turns = ConnectionTurns.few();
    private final ConnectionTurns turnsAgain = ConnectionTurns.oneByOne();

    // These fields are used under the monitor of this object.
    private final Map<String, HostConnection> connections = new LinkedHashMap<>();
    private final Map<Wanted, RemoteCopy> copies = new LinkedHashMap<>();
    private final Map<RemotePath, RemoteListing> listings = new LinkedHashMap<>();
    private final List<RemoteListing> unasked = new ArrayList<>();
    private Path folder;
    private int places;
    private boolean isClosed;

    /** The key of a copy: one that is followed for a screen may be thinned, one that is made once is whole. */
    private record Wanted(RemotePath path, boolean follows) {}

    /** @param env the environment variables; {@code TRAINDECK_SSH} may name another {@code ssh}, with options */
    public RemoteRuns(Map<String, String> env) {
        this(env, RemoteListing.Pace.USUAL);
    }

    /** @param pace the pace at which the machines whose runs are listed are asked */
    RemoteRuns(Map<String, String> env, RemoteListing.Pace pace) {
        this.pace = pace;
        String chosen = env.getOrDefault(RemoteShell.SSH_VARIABLE, "").strip();
        ssh = chosen.isEmpty() ? List.of("ssh") : Arrays.asList(chosen.split("\\s+"));
    }

    /**
     * Copies the file or folder at {@code path}, and goes on as it grows if {@code follows}. Several callers get one copy.
     *
     * @return the copy: a file or folder
     * @throws RunException if the machine cannot be reached, or nothing is there
     */
    public Path copy(RemotePath path, boolean follows) throws RunException {
        HostConnection connection;
        RemoteCopy copy;
        synchronized (this) {
            copy = begun(path, follows);
            connection = connection(path);
        }
        try {
            connection.awaitBegun(copy);
        } catch (IOException e) {
            throw new RunException(e.getMessage(), e);
        }
        return copy.here();
    }

    /**
     * Begins to copy the file or folder at {@code path}, as it grows, and does not wait for it.
     *
     * @return the copy: a file or folder, which does not exist yet
     * @throws RunException if there is no room for a copy
     */
    public synchronized Path expect(RemotePath path) throws RunException {
        return begun(path, true).here();
    }

    /** Returns a copy that is known, or begins one; a copy that has failed is begun anew. */
    private RemoteCopy begun(RemotePath path, boolean follows) throws RunException {
        Wanted wanted = new Wanted(path, follows);
        RemoteCopy known = copies.get(wanted);
        if (known != null && known.failure().isEmpty()) {
            return known;
        }
        RemoteCopy copy = new RemoteCopy(path, place(path), follows);
        copies.put(wanted, copy);
        connection(path).join(copy);
        return copy;
    }

    /**
     * Makes room for the parts of the runs in a folder that a list needs; {@link #connect} begins to copy them.
     *
     * @param news runs on another thread whenever there is something new
     * @return the copy: a folder
     * @throws RunException if there is no room for a copy
     */
    public synchronized Path list(RemotePath path, Runnable news) throws RunException {
        Path here = place(path);
        try {
            Files.createDirectories(here);
        } catch (IOException e) {
            throw noRoom(path, e);
        }
        RemoteListing listing = new RemoteListing(path, here, pace, news);
        listings.put(path, listing);
        unasked.add(listing);
        return here;
    }

    /** Begins to copy the runs that are listed, as they grow, and waits for no machine. */
    public synchronized void connect() {
        unasked.forEach(listing -> connection(listing.there()).join(listing));
        unasked.clear();
    }

    /**
     * Returns the load of a machine whose runs are listed, and whether only some are, in one line; empty if nothing is
     * known.
     */
    public synchronized String machine(String host) {
        String busy = first(host, listing -> listing.machine().text());
        String leftOut = first(host, RemoteListing::leftOut);
        return busy.isEmpty() || leftOut.isEmpty() ? busy + leftOut : busy + ", " + leftOut;
    }

    /**
     * Returns the first text that is not empty among those of the lists of a machine's runs; empty if there is none.
     */
    private String first(String host, Function<RemoteListing, String> text) {
        return listings.values().stream()
                .filter(listing -> listing.there().host().equals(host))
                .map(text)
                .filter(one -> !one.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Returns why the list of a machine's runs is not up to date, in one line; empty if it is. */
    public synchronized String troubleOf(String host) {
        return troubleOf(host, Reachability::trouble);
    }

    /** Returns why a machine has not told all its runs, in one line, for a caller that asks once; empty if it has. */
    public synchronized String failureOf(String host) {
        String trouble = troubleOf(host, Reachability::failure);
        if (!trouble.isEmpty()) {
            return trouble;
        }
        String leftOut = first(host, RemoteListing::leftOut);
        return !isListed(host)
                ? host + " has told only some of its runs so far"
                : leftOut.isEmpty() ? "" : host + ": these are runs of " + leftOut;
    }

    private String troubleOf(String host, Function<Reachability, String> why) {
        String unreached = reachability(host).map(why).orElse("");
        return unreached.isEmpty() ? first(host, RemoteListing::trouble) : unreached;
    }

    /** Returns whether a machine has told all its runs that are listed. */
    public synchronized boolean isListed(String host) {
        return listings.values().stream()
                .filter(listing -> listing.there().host().equals(host))
                .allMatch(RemoteListing::isRead);
    }

    /**
     * Returns whether each machine whose runs are listed has told all of them, or has none, or was tried in vain often
     * enough.
     */
    public synchronized boolean areListed() {
        return listings.values().stream()
                .allMatch(listing -> listing.isRead()
                        || !listing.trouble().isEmpty()
                        || reachability(listing.there().host())
                                .map(Reachability::isGivenUp)
                                .orElse(false));
    }

    /** Returns whether a machine answers; empty before anything is asked of it. */
    private Optional<Reachability> reachability(String host) {
        return Optional.ofNullable(connections.get(host)).map(HostConnection::reachability);
    }

    private HostConnection connection(RemotePath path) {
        return connections.computeIfAbsent(path.host(), host -> new HostConnection(ssh, host, turns, turnsAgain));
    }

    private static RunException noRoom(RemotePath path, IOException e) {
        return new RunException("cannot make room for a copy of " + path + ": " + e.getMessage(), e);
    }

    /**
     * Makes a place of its own for each copy, in a folder with the name of the machine, so that runs of the same name
     * can be told apart.
     */
    private Path place(RemotePath path) throws RunException {
        if (isClosed) {
            throw new RunException("no copy of " + path + " is made any more: the program ends");
        }
        try {
            if (folder == null) {
                folder = Files.createTempDirectory("traindeck-remote")
                        .toAbsolutePath()
                        .normalize();
                Runtime.getRuntime().addShutdownHook(new Thread(this::close, "remote-copies"));
            }
            Path parent = Files.createDirectories(
                    folder.resolve(String.valueOf(places++)).resolve(path.host().replace('/', '_')));
            return parent.resolve(path.name());
        } catch (IOException e) {
            throw noRoom(path, e);
        }
    }

    /** Returns the real place of the run of a copy; empty for a path that is not a copy. */
    public synchronized Optional<RemotePath> origin(Path here) {
        return copyWith(here).map(RemoteCopy::there);
    }

    /** Returns the copy that a file or folder is, or is in; empty if there is none. */
    private Optional<RemoteCopy> copyWith(Path here) {
        Path absolute = here.toAbsolutePath().normalize();
        return copies.values().stream()
                .filter(copy -> absolute.startsWith(copy.here()))
                .findFirst();
    }

    /** Returns the part of a folder that a copy holds, in a few words; empty if it holds all of it. */
    public synchronized String leftOut(Path here) {
        return copyWith(here).map(RemoteCopy::leftOut).orElse("");
    }

    /** Returns why a copy is not up to date, in one line; empty if it is, or if the path is not a copy. */
    public synchronized String trouble(Path here) {
        Optional<RemoteCopy> copy = copyWith(here);
        return copy.flatMap(RemoteCopy::failure)
                .or(() -> copy.flatMap(one -> reachability(one.there().host())).map(Reachability::trouble))
                .orElse("");
    }

    /**
     * Returns why a command that was put into the mailbox of a copy was not taken there, in one line; empty if it was,
     * or is on its way, or if the path is not a copy.
     *
     * @param id the command's id
     */
    public synchronized Optional<String> refusal(Path here, String id) {
        return copyWith(here).flatMap(copy -> copy.refusal(id));
    }

    /**
     * Waits until the commands that were put into the mailbox of a copy have reached the run, or were
     * {@linkplain #refusal refused} there. Returns at once for a folder that is not a copy.
     *
     * @throws RunException if they have not reached it in time
     */
    public void awaitSent(Path here) throws RunException {
        Optional<RemoteCopy> copy;
        synchronized (this) {
            copy = copyWith(here);
        }
        if (copy.isPresent() && !copy.get().awaitSent(SENT_WITHIN)) {
            String trouble = trouble(here);
            throw new RunException("nothing could be sent to " + copy.get().there()
                    + (trouble.isEmpty() ? " in " + SENT_WITHIN.toSeconds() + " s" : ": " + trouble));
        }
    }

    /** Ends the connections and removes the copies. */
    @Override
    public synchronized void close() {
        isClosed = true;
        // All end at once: one after another, many machines that hang would take minutes.
        connections.values().forEach(HostConnection::end);
        long latestNs = System.nanoTime() + ENDED_WITHIN.toNanos();
        connections.values().forEach(connection -> connection.awaitEnd(latestNs));
        connections.clear();
        // A lock of a file that is gone would count for the next file that gets its inode.
        copies.values().forEach(RemoteCopy::close);
        copies.clear();
        listings.values().forEach(RemoteListing::close);
        listings.clear();
        unasked.clear();
        if (folder != null) {
            LocalCopy.removeAll(folder);
        }
    }
}
