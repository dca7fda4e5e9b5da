/**
 * The jobs of Slurm that have runs in hand: their states, joined with those that the folders tell.
 *
 * <p>The code that lists or shows runs knows this package. It only asks; runs are submitted elsewhere.
 *
 * <p>Start with {@link io.traindeck.run.slurm.JobQueue}.
 */
package io.traindeck.run.slurm;
