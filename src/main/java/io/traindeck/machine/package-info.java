/**
 * The load of the machine while a run trains: processor and memory of the processes that train, and the graphics cards.
 *
 * <p>This package publishes events, and knows nothing else of a run. The code that trains, or that runs another's
 * program, starts it.
 *
 * <p>Start with {@link io.traindeck.machine.SystemMonitor}, which reads every few seconds.
 */
package io.traindeck.machine;
