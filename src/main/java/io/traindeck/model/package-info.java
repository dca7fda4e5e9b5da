/**
 * The network, and the PyTorch engine that computes it. Neither knows of runs or data: the training loop knows them,
 * and so do the commands that compute.
 *
 * <p>Start with {@link io.traindeck.model.CifarCnn}, the network of the lesson; {@link io.traindeck.model.Torch} says
 * on which device and how many threads it computes.
 */
package io.traindeck.model;
