/**
 * One run on the screen, whether it trains or is replayed: the header, the overview, the curves, the events, the keys,
 * and the sentences that they say.
 *
 * <p>Everything is a function of one {@link io.traindeck.dashboard.panel.Frame} and the size of the screen, so that it
 * can be compared with text files. The pages {@code live} and {@code replay} know this package; it knows neither files
 * nor clocks.
 *
 * <p>Start with {@link io.traindeck.dashboard.panel.Dashboard}, which divides the screen;
 * {@link io.traindeck.dashboard.panel.OverviewLayout} says which panel has which place.
 */
package io.traindeck.dashboard.panel;
