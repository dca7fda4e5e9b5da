package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.page.GpuProcess;
import java.util.List;

/**
 * What a viewer sees of the graphics cards beside what the log tells.
 *
 * @param processes on the cards of this machine; empty where nobody asks, or nobody answers
 * @param down cards that the list is scrolled down
 */
public record GpuLook(List<GpuProcess> processes, int down) {
    static final GpuLook NONE = new GpuLook(List.of(), 0);

    /** Keeps a copy of {@code processes}. */
    public GpuLook {
        processes = List.copyOf(processes);
    }
}
