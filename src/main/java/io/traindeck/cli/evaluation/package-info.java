/**
 * The command {@code evaluate}: what weights achieve on the validation set, class by class, beside what the log says of
 * them.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.evaluation.EvaluateCommand}.
 */
package io.traindeck.cli.evaluation;
