/**
 * The command {@code ablate}: a run for each ingredient of a recipe, one after another, and the table of what each has
 * bought.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.ablation.Ablator}, which trains what is left to train;
 * {@link io.traindeck.cli.ablation.AblationTable} says what came of it.
 */
package io.traindeck.cli.ablation;
