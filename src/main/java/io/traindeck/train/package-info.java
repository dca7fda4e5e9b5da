/**
 * Training: {@link io.traindeck.train.Trainer} is the loop, from the first batch to the last checkpoint; the other
 * classes are its parts. It publishes events, takes controls from a queue, and knows neither folders of runs nor
 * terminals. The command line wires it to these.
 */
package io.traindeck.train;
