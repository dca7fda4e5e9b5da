/**
 * The transaction log of Weights &amp; Biases, a file {@code run-ID.wandb}: blocks of LevelDB's log format with a
 * header of their own, and in them protobuf messages. The blocks are walked by hand: no LevelDB library reads a file
 * that still grows.
 *
 * <p>This package knows how growing files are followed, and only the sources use it.
 *
 * <p>Start with {@link io.traindeck.source.wandb.WandbFile}.
 */
package io.traindeck.source.wandb;
