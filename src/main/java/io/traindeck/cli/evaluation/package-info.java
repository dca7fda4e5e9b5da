/**
 * The command {@code evaluate}: it measures what weights achieve on the validation set, class by class, and compares
 * that with what the log says of them.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.evaluation.EvaluateCommand}.
 */
package io.traindeck.cli.evaluation;
