/**
 * The command {@code ablate}: a run for each ingredient of a recipe, and the table of what each has bought.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.ablation.Ablation}, which knows the runs; {@link
 * io.traindeck.cli.ablation.AblationTable} shows their results.
 */
package io.traindeck.cli.ablation;
