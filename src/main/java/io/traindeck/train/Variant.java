package io.traindeck.train;

/**
 * One run of an ablation.
 *
 * @param number from 0, the run that nothing was added to or left out of
 * @param word in the run's name: what this run has more than the one before, or lacks
 * @param label the same for people
 */
public record Variant(int number, String word, String label, Dials dials) {}
