/**
 * The network, and the engine that computes it.
 */
package io.traindeck.model;
