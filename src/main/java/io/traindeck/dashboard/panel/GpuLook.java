package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.page.GpuProcess;
import java.util.List;

/**
 * The view of the graphics cards, as far as the log does not tell it.
 *
 * @param processes the processes on the cards of this machine; empty if nobody asks, or nobody answers
 * @param down the rows that are scrolled down: first the cards, then the processes
 */
public record GpuLook(List<GpuProcess> processes, int down) {
    static final GpuLook NONE = new GpuLook(List.of(), 0);

    /** Keeps a copy of {@code processes}. */
    public GpuLook {
        processes = List.copyOf(processes);
    }
}
