package io.traindeck.train;

/**
 * One run of an ablation.
 *
 * @param number the number from 0; 0 is the run that nothing was added to or left out of
 * @param word the word in the run's name: what this run has more than the one before, or lacks
 * @param label the same in words for people
 */
public record Variant(int number, String word, String label, Dials dials) {}
