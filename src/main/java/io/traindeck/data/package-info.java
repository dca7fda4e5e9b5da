/**
 * Images and their labels: CIFAR-10 from its official files, and shapes that are drawn; their order, augmentation and
 * batches. All that is random is drawn from generators that are named by a seed and a purpose, so that any batch of any epoch
 * can be made again by itself.
 */
package io.traindeck.data;
