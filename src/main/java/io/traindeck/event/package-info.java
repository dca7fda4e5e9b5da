/**
 * What a run tells, as values: the one list of events, the commands that can be sent, and the bus between a trainer and
 * whoever listens. Everything else knows this package; it knows nothing.
 */
package io.traindeck.event;
