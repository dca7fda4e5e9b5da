/**
 * The page of a saved log, played in recorded time. States at regular places of the log are kept, so that any place is
 * reached quickly.
 *
 * <p>The command {@code replay} opens this page. It draws by {@code panel}, as the live page does.
 *
 * <p>Start with {@link io.traindeck.dashboard.replay.ReplayPage}, which takes the keys;
 * {@link io.traindeck.dashboard.replay.ReplayReader} reads the log on a thread of its own.
 */
package io.traindeck.dashboard.replay;
