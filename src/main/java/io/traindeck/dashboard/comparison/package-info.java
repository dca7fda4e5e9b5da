/**
 * Runs side by side: what differs in their dials and figures, and their curves over each other, on the screen and as
 * Markdown.
 */
package io.traindeck.dashboard.comparison;
