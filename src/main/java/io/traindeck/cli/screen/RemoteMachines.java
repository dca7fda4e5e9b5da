package io.traindeck.cli.screen;

import io.traindeck.listing.Machines;
import io.traindeck.listing.RunsFolder;
import io.traindeck.remote.RemotePath;
import io.traindeck.remote.RemoteRuns;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The machines whose runs somebody wants to be listed, over ssh. */
public final class RemoteMachines implements Machines {
    /** The longest wait for a machine that hangs. */
    private static final Duration MOST_WAIT = Duration.ofSeconds(30);

    private static final long LOOK_EVERY_MS = 100;

    private final RemoteRuns remote;
    private final List<RunsFolder> folders = new ArrayList<>();
    private final List<String> hosts;
    private volatile Runnable news = () -> {};

    /**
     * Makes room for the copies.
     *
     * @throws RunException if there is no room for copies
     */
    public RemoteMachines(RemoteRuns remote, List<RemotePath> wanted) throws RunException {
        this.remote = remote;
        hosts = wanted.stream().map(RemotePath::host).distinct().toList();
        for (RemotePath path : wanted.stream().distinct().toList()) {
            Path copy = remote.list(path, () -> news.run());
            folders.add(new RunsFolder(copy, path.host(), path.toString(), () -> remote.troubleOf(path.host())));
        }
    }

    @Override
    public List<RunsFolder> folders() {
        return List.copyOf(folders);
    }

    @Override
    public List<Line> lines() {
        return hosts.stream()
                .map(host -> new Line(host, remote.machine(host), remote.troubleOf(host), remote.isListed(host)))
                .toList();
    }

    @Override
    public void connect() {
        remote.connect();
    }

    @Override
    public void onNews(Runnable toRun) {
        news = toRun;
    }

    /** Asks the machines, and waits until each has told its runs or cannot; returns why some could not, a line each. */
    public List<String> ask() throws InterruptedException {
        Semaphore told = new Semaphore(0);
        onNews(told::release);
        connect();
        long until = System.nanoTime() + MOST_WAIT.toNanos();
        while (!remote.areListed() && System.nanoTime() < until) {
            // A machine that cannot be reached sends no news, so the wait is bounded.
            told.tryAcquire(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
        return hosts.stream()
                .map(remote::failureOf)
                .filter(trouble -> !trouble.isEmpty())
                .toList();
    }

    @Override
    public LoggedRun opened(LoggedRun listed) {
        if (listed.elsewhere().isEmpty()) {
            return listed;
        }
        String place = listed.elsewhere().get().place();
        RemotePath there =
                new RemotePath(place.substring(0, place.indexOf(':')), place.substring(place.indexOf(':') + 1));
        try {
            Path copy = remote.expect(there);
            LoggedRun run = listed.folder().isPresent() ? LoggedRun.of(new RunFolder(copy)) : LoggedRun.expected(copy);
            return run.copiedFrom(
                    new LoggedRun.Elsewhere(place, () -> remote.trouble(copy), id -> remote.refusal(copy, id)));
        } catch (RunException e) {
            // There is no room: the copy that was made for the list must do.
            return listed;
        }
    }
}
