/**
 * The command {@code evaluate}: the accuracy and loss of weights on the validation set, class by class, beside those in
 * the log.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.evaluation.EvaluateCommand}.
 */
package io.traindeck.cli.evaluation;
