/**
 * The cells of a screen and what may stand in them: a grid of characters, each with the role that it plays, cut into
 * parts by rectangles. Nothing is drawn with a colour: a {@link io.traindeck.dashboard.draw.Role} says what a cell
 * means (a title, a bad value, the second curve), and a theme says how that looks.
 *
 * <p>All other packages of the dashboard know this one, and it knows none of them.
 *
 * <p>Start with {@link io.traindeck.dashboard.draw.Canvas}, on which everything is drawn;
 * {@link io.traindeck.dashboard.draw.Picture} is the result, and {@link io.traindeck.dashboard.draw.ThemeFile} reads a
 * theme.
 */
package io.traindeck.dashboard.draw;
