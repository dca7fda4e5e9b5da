/**
 * Another's program as a run: it is started in a session of its own, what it tells is followed, commands become signals,
 * and its end is told.
 *
 * <p>This package publishes events and knows neither terminals nor DJL. Only the command line knows it, and gives it a
 * bus.
 *
 * <p>Start with {@link io.traindeck.supervise.Supervisor}, which does one thing after another on one thread.
 */
package io.traindeck.supervise;
