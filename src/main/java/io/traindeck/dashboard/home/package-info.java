/**
 * The page of all runs in a folder: a row for each, which moves while the run trains, and marks for those to compare.
 *
 * <p>It asks the viewer to open a run or to compare some, and so knows none of the other pages; only the viewer and the
 * command line know it. What a row says comes from the package {@code io.traindeck.listing}.
 *
 * <p>Start with {@link io.traindeck.dashboard.home.HomePage}, which takes the keys;
 * {@link io.traindeck.dashboard.home.RunsFollower} looks at the folder on a thread of its own, and
 * {@link io.traindeck.dashboard.home.Home} draws.
 */
package io.traindeck.dashboard.home;
