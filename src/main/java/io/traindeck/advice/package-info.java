/**
 * The advice on how training goes, judged by a run's log: a rule for each thing that can go wrong, with its evidence
 * and what to turn. Events go in and warnings come out; nothing is read or written.
 *
 * <p>This package knows events and what the names of metrics mean. The states of a run use it, and everything that is
 * built on them.
 *
 * <p>Start with {@link io.traindeck.advice.Adviser}; each {@link io.traindeck.advice.Rule} is a class, and every number
 * that one of them compares with is in {@link io.traindeck.advice.Thresholds}.
 */
package io.traindeck.advice;
