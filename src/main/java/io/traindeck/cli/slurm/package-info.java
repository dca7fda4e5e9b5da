/**
 * Slurm, to which runs are handed: the batch script of an array, and the jobs in the queue.
 *
 * <p>The code that trains many runs knows this package; this package knows nothing of runs but their names.
 *
 * <p>Start with {@link io.traindeck.cli.slurm.Slurm}, which submits and asks;
 * {@link io.traindeck.cli.slurm.JobScript} is what a job does.
 */
package io.traindeck.cli.slurm;
