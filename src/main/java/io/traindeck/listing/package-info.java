/**
 * The list of runs under a folder, without anything of a screen.
 *
 * <p>Home shows it, and {@code runs} prints it, also as JSON. It knows the states of runs and where their logs are read
 * from.
 *
 * <p>Start with {@link io.traindeck.listing.RunList}.
 */
package io.traindeck.listing;
