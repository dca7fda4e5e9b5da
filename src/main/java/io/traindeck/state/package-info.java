/**
 * What a run's events come to: values that nobody changes, each made from the one before it and an event, so that a live
 * run, a replay and a plot see the same. Nothing here knows of a screen.
 */
package io.traindeck.state;
