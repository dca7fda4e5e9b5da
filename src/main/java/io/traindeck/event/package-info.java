/**
 * The events that a run tells, as values: the one list of events, the named numbers in them, the commands that can be
 * sent, and the bus between a trainer and its listeners.
 *
 * <p>Nearly every other package uses this one; it knows none of them.
 *
 * <p>Start with {@link io.traindeck.event.TrainEvent}: all events are in this one file.
 */
package io.traindeck.event;
