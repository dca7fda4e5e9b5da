package io.traindeck.plot;

import io.traindeck.dashboard.RunState;

/**
 * A run to plot.
 *
 * @param name as the figure calls it; any text
 * @param state all that its log holds
 */
public record PlottedRun(String name, RunState state) {}
