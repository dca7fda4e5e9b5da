package io.traindeck.run;

import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent.CommandAnswered;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Takes commands out of a run's mailbox as soon as they arrive, on a thread of its own that does not keep the process
 * alive.
 */
public final class MailboxWatcher implements Closeable {
    /** The folder is looked at this often in any case: network file systems announce nothing. */
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(1);

    /** The folder is looked at this often if the system cannot watch it at all. */
    private static final Duration LOOK_UNWATCHED = Duration.ofMillis(200);

    private final Mailbox mailbox;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private final Optional<WatchService> watch;

    /**
     * Begins to take. Commands that lie there already were sent before this trainer started, and are refused.
     *
     * @param commands given each command; called on the watcher's thread, in order
     *     of file name; must return soon and not throw
     * @param refusals called on the watcher's thread for whatever is no command; must return soon and not throw
     * @param nowMs the time of refusals, Unix milliseconds
     */
    public MailboxWatcher(
            RunFolder run, Consumer<Request> commands, Consumer<CommandAnswered> refusals, LongSupplier nowMs) {
        this(run, commands, refusals, nowMs, command -> true);
    }

    /**
     * Begins to take some of the commands.
     *
     * @param ours whether a command is to be taken here; any other is left to a program that looks there as well; called
     *     on the watcher's thread
     */
    public MailboxWatcher(
            RunFolder run,
            Consumer<Request> commands,
            Consumer<CommandAnswered> refusals,
            LongSupplier nowMs,
            Predicate<Request> ours) {
        this(new Mailbox(run.commands(), commands, refusals, nowMs, ours), watch(run.commands()));
    }

    MailboxWatcher(Mailbox mailbox, Optional<WatchService> watch) {
        this.watch = watch;
        this.mailbox = mailbox;
        thread = new Thread(this::run, "commands");
        thread.setDaemon(true);
        thread.start();
    }

    private static Optional<WatchService> watch(Path folder) {
        WatchService service = null;
        try {
            service = folder.getFileSystem().newWatchService();
            folder.register(service, StandardWatchEventKinds.ENTRY_CREATE);
            return Optional.of(service);
        } catch (IOException | UnsupportedOperationException e) {
            // There are no inotify watches left, or the file system has none: looking more often does the same a little
            // later.
            close(service);
            return Optional.empty();
        }
    }

    private static void close(WatchService service) {
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            // Nothing was written through it: there is nothing to lose.
        }
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                if (!mailbox.take()) {
                    await();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // Closed: nobody takes commands any more.
        }
    }

    /** Waits until something arrives, or it is time to look anyway. */
    private void await() throws InterruptedException {
        if (watch.isEmpty()) {
            closed.await(LOOK_UNWATCHED.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        WatchKey key = watch.get().poll(LOOK_ANYWAY.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            // This is false if the folder is gone: the look each second finds it again if it comes back.
            key.reset();
        }
    }

    /** Takes no more commands; what has not been taken stays. Waits until the last one taken has been handed on. */
    @Override
    public void close() {
        closed.countDown();
        watch.ifPresent(MailboxWatcher::close);
        if (thread != Thread.currentThread()) {
            Threads.joinUninterruptibly(thread);
        }
    }
}
