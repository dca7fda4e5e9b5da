package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.page.GpuProcess;
import io.traindeck.dashboard.page.Repeating;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks which processes are on the graphics cards, every few seconds and only while somebody looks at the cards, on a
 * thread of its own.
 */
final class GpuPane implements AutoCloseable {
    private static final long ASK_EVERY_MS = 5_000;

    private final Supplier<List<GpuProcess>> asked;
    private final Runnable changed;
    private volatile boolean isSeen;
    private volatile List<GpuProcess> processes = List.of();

    /** The thread that asks; null until somebody looks. */
    private Repeating asking;

    /**
     * @param asked may take seconds
     * @param changed runs on another thread when the answer has changed
     */
    GpuPane(Supplier<List<GpuProcess>> asked, Runnable changed) {
        this.asked = asked;
        this.changed = changed;
    }

    /** The view with the processes that were found last. */
    ViewState on(ViewState view) {
        isSeen = view.view() == View.GPUS;
        if (isSeen && asking == null) {
            asking = new Repeating("gpu-processes", ASK_EVERY_MS, this::ask);
        }
        return view.with(new GpuLook(processes, view.gpus().down()));
    }

    /** Asks no more until the cards are drawn again. */
    void covered() {
        isSeen = false;
    }

    /** Asks if somebody looks. Returns false: there is nothing more to see at once. */
    boolean ask() {
        if (isSeen) {
            List<GpuProcess> now = asked.get();
            if (!now.equals(processes)) {
                processes = now;
                changed.run();
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (asking != null) {
            asking.close();
        }
    }
}
