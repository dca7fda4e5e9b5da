/**
 * Images and their labels: CIFAR-10 from its official files, and shapes that are drawn; their order, augmentation and
 * batches. Every random number is drawn from a generator that is named by a seed and a purpose, so that any batch of
 * any epoch can be made again by itself.
 *
 * <p>The training loop and the commands that compute know this package, and it knows no other.
 *
 * <p>Start with {@link io.traindeck.data.DataSet}; {@link io.traindeck.data.BatchLoader} hands its batches out.
 */
package io.traindeck.data;
