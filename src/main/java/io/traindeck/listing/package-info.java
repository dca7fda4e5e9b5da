/**
 * The list of runs under a folder, without a cell of a screen: home, {@code runs} and {@code --json} show it. Start
 * reading at {@link io.traindeck.listing.RunList}.
 */
package io.traindeck.listing;
