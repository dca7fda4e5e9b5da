/**
 * What is seen of runs in the terminal: pages that draw, and what the keys and the typed line do on them.
 *
 * <p>Each package below knows only those named before it: {@code state} is what a log says, {@code draw} and {@code chart}
 * put it into cells, {@code keys} says what is pressed, {@code page} is what every page can do, {@code panel} draws one run.
 * On these stand the pages: {@code live}, {@code replay}, {@code comparison} and {@code home}; {@link
 * io.traindeck.dashboard.Viewer} shows one at a time.
 */
package io.traindeck.dashboard;
