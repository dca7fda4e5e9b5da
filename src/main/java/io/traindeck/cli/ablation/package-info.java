/**
 * The command {@code ablate}: a run for each ingredient of a recipe, and the table of what each has bought.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.ablation.Ablation}, which says which runs these are;
 * {@link io.traindeck.cli.ablation.AblationTable} says what came of them.
 */
package io.traindeck.cli.ablation;
