/**
 * The page of a run as it is now: its log is followed, and commands are sent to its trainer.
 *
 * <p>The viewer and the command line open this page, and comparisons follow their runs by its {@code RunFollower}. It
 * draws by {@code panel}, as the replay does.
 *
 * <p>Start with {@link io.traindeck.dashboard.live.LivePage}, which takes the keys;
 * {@link io.traindeck.dashboard.live.RunFollower} reads the log on a thread of its own.
 */
package io.traindeck.dashboard.live;
