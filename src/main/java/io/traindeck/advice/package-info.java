/**
 * What a log says about how training goes: a rule for each thing that can go wrong, with its evidence and what to turn.
 * Events go in and warnings come out; nothing is read or written.
 *
 * <p>It knows events and what the names of metrics mean. The states of a run know it, and all that stands on them.
 *
 * <p>Start with {@link io.traindeck.advice.Adviser}; each {@link io.traindeck.advice.Rule} is a class, and every number
 * that one of them compares with is in {@link io.traindeck.advice.Thresholds}.
 */
package io.traindeck.advice;
