/**
 * Training: the loop, from the first batch to the last checkpoint, and its parts.
 *
 * <p>It publishes events, takes controls from a queue, and knows neither folders of runs nor terminals: what it asks of
 * them it declares itself. The command line alone knows it, and gives it these.
 *
 * <p>Start with {@link io.traindeck.train.Trainer}, which is the loop; {@link io.traindeck.train.TrainStep} is one
 * update, and {@link io.traindeck.train.CheckpointKeeper} sees to the checkpoints.
 */
package io.traindeck.train;
