package io.traindeck.state;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.SystemUsage;

/**
 * The load of the machine while a run trained.
 *
 * @param usage the last reading; null before the first
 */
record Machine(SystemUsage usage, GpuHistory gpus) {
    static final Machine UNSEEN = new Machine(null, GpuHistory.NONE);

    Machine after(TrainEvent event) {
        return event instanceof SystemUsage reading ? new Machine(reading, gpus.after(reading)) : this;
    }
}
