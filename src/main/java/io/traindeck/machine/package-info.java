/**
 * What the machine is busy with while a run trains: processor and memory of the processes that train, and the graphics
 * cards.
 *
 * <p>It publishes events, and knows nothing else of a run. Whoever trains, or has another program trained, starts it.
 *
 * <p>Start with {@link io.traindeck.machine.SystemMonitor}, which reads every few seconds.
 */
package io.traindeck.machine;
