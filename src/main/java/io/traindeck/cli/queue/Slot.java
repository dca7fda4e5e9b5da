package io.traindeck.cli.queue;

import java.util.Map;

/**
 * A place for one run at a time, with a part of the machine.
 *
 * @param environment the variables by which its trainers know their part
 * @param threads the threads of the CPU kernels of a run that is made here; 0 for as many as the run wants
 */
record Slot(Map<String, String> environment, int threads) {
    Slot {
        environment = Map.copyOf(environment);
    }
}
