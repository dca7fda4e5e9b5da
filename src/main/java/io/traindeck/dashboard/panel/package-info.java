/**
 * One run on the screen, whether it trains or is replayed: the header, the overview, the curves, the events, the keys, and the
 * sentences that they say. Everything is drawn from one {@link io.traindeck.dashboard.panel.Frame}.
 */
package io.traindeck.dashboard.panel;
