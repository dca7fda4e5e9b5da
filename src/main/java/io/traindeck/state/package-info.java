/**
 * What a run's events come to: values that nobody changes, each made from the one before it and an event. So a live
 * run, a replay and a plot see the same.
 *
 * <p>It knows events, what names of metrics mean, and the advice. Whatever shows a run knows it, and nothing here knows
 * of a screen, a file or a clock.
 *
 * <p>Start with {@link io.traindeck.state.RunState}, which is all that a screen shows of a run;
 * {@link io.traindeck.state.Status} says in a word what the run is doing.
 */
package io.traindeck.state;
