/**
 * What Slurm tells of the jobs that have runs in hand, joined with what their folders tell.
 *
 * <p>The code that lists or shows runs knows this package. It only asks; runs are submitted elsewhere.
 *
 * <p>Start with {@link io.traindeck.run.slurm.JobQueue}.
 */
package io.traindeck.run.slurm;
