/**
 * What a run tells, as values: the one list of events, the numbers by name in them, the commands that can be sent, and
 * the bus between a trainer and whoever listens.
 *
 * <p>Nearly every other package knows this one; it knows none.
 *
 * <p>Start with {@link io.traindeck.event.TrainEvent}: all events are in this one file.
 */
package io.traindeck.event;
