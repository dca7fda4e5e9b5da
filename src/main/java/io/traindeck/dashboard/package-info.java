/**
 * The dashboard of runs in the terminal: pages that draw, and what the keys and the typed line do on them.
 *
 * <p>Each package below knows only those named before it: {@code draw} and {@code chart} put things into cells,
 * {@code keys} says what is pressed, {@code page} is what every page can do, {@code output} reads what a program has
 * printed, {@code panel} draws one run. On these stand the pages: {@code live}, {@code replay}, {@code comparison} and
 * {@code home}. Only the command line knows the dashboard.
 *
 * <p>Start with {@link io.traindeck.dashboard.Viewer}: it shows one page at a time, and hands it the keys.
 */
package io.traindeck.dashboard;
