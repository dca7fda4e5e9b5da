/**
 * What a log says about how training goes: a rule for each thing that goes wrong, with its evidence and what to turn. All
 * thresholds are in {@link io.traindeck.advice.Thresholds}.
 */
package io.traindeck.advice;
