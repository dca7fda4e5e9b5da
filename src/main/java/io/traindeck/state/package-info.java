/**
 * The states that a run's events lead to: values that never change, each made from the one before it and an event. So a
 * live run, a replay and a plot see the same.
 *
 * <p>This package knows events, what names of metrics mean, and the advice. Everything that shows a run uses it;
 * nothing here knows of a screen, a file or a clock.
 *
 * <p>Start with {@link io.traindeck.state.RunState}, which is all that a screen shows of a run;
 * {@link io.traindeck.state.Status} says in a word what the run is doing.
 */
package io.traindeck.state;
