package io.traindeck.cli.queue;

import java.util.Optional;

/**
 * How the runs of a queue are trained on this machine.
 *
 * @param slots the places in which they train
 * @param stopWorst whether runs that are worse than the median of the others are stopped early
 * @param exec the command that their trainers start when something happens; empty for none
 */
record QueueTraining(Slots slots, boolean stopWorst, Optional<String> exec) {}
