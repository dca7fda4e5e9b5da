/**
 * The networks, and the engine of PyTorch that computes them. A network is described by its architecture alone, so that
 * a checkpoint can say which one it holds; the names of its tensors are those that PyTorch gives them.
 *
 * <p>The training loop and the commands that compute know this package. It knows no other: neither runs nor data.
 *
 * <p>Start with {@link io.traindeck.model.CifarCnn}, the network of the lesson; {@link io.traindeck.model.Torch} says
 * on which device and with how many threads it computes.
 */
package io.traindeck.model;
