/**
 * Runs as a figure for paper or a page: validation accuracy, losses, gradient norm and learning rate by epoch, as SVG or
 * PNG. The only place that knows the charting library. The same runs make the same bytes on the same machine.
 */
package io.traindeck.plot;
