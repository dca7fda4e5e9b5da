/**
 * A run folder for anybody's training in Java: a listener of Deep Java Library that logs what a {@code Trainer} measures,
 * and lets it be paused, saved and stopped.
 *
 * <p>It knows nothing of the networks and the loop that traindeck trains itself, and no other package of traindeck
 * knows it: it is for other programs.
 *
 * <p>Start with {@link io.traindeck.listen.TraindeckListener}.
 */
package io.traindeck.listen;
