/**
 * Runs that are trained in their turn, one or several at once: what is done is read from their folders alone.
 *
 * <p>The commands that train many runs know this package; a run of theirs is a run like any other.
 *
 * <p>Start with {@link io.traindeck.cli.queue.QueueWorker}, which gives each run its turn.
 */
package io.traindeck.cli.queue;
