package io.traindeck.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A few threads that share work with the thread that asks for it. */
final class Crew implements AutoCloseable {
    private static final int MOST = 4;

    private final int helpers = Math.min(MOST, Runtime.getRuntime().availableProcessors()) - 1;
    private final ExecutorService threads = Executors.newCachedThreadPool(Crew::thread);

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "runs-reader");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Works on the items that {@code next} hands out, several at once. Returns when all items that were begun are done.
     *
     * @param next hands out one item after another, to one thread at a time; null if there is none
     * @param until the {@link System#nanoTime} from which on no item is begun, except the first
     * @return the items that were worked on
     */
    <T> List<T> work(Supplier<T> next, long until, Consumer<? super T> work) {
        List<T> begun = new ArrayList<>();
        Runnable share = () -> {
            boolean more = true;
            while (more) {
                T item;
                synchronized (begun) {
                    item = begun.isEmpty() || System.nanoTime() - until < 0 ? next.get() : null;
                    more = item != null && begun.add(item);
                }
                if (more) {
                    work.accept(item);
                }
            }
        };
        List<Future<?>> others = new ArrayList<>();
        for (int i = 0; i < helpers; i++) {
            others.add(threads.submit(share));
        }
        share.run();
        others.forEach(Crew::await);
        return begun;
    }

    private static void await(Future<?> work) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    work.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true; // What was begun is short, and is not left half done.
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
