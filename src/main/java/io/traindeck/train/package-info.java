/**
 * Training: {@link io.traindeck.train.Trainer} is the loop, from the first batch to the last checkpoint; the rest is what it
 * is made of. It publishes events, takes controls from a queue, and knows neither folders of runs nor terminals.
 */
package io.traindeck.train;
