/**
 * Training: the loop, from the first batch to the last checkpoint, and its parts.
 *
 * <p>It publishes events, takes controls from a queue, and knows neither folders of runs nor terminals: it declares
 * itself what it needs of them. Only the command line knows this package, and gives it these.
 *
 * <p>Start with {@link io.traindeck.train.Trainer}, which is the loop; {@link io.traindeck.train.TrainStep} is one
 * update, and {@link io.traindeck.train.CheckpointKeeper} takes care of the checkpoints.
 */
package io.traindeck.train;
