/**
 * The transaction log of Weights &amp; Biases, a file {@code run-ID.wandb}: blocks of LevelDB's log format with a
 * header of their own, and in them protobuf messages. The blocks are walked by hand: a LevelDB library reads no file
 * that still grows.
 *
 * <p>It knows how growing files are followed, and only the sources know it.
 *
 * <p>Start with {@link io.traindeck.source.wandb.WandbFile}.
 */
package io.traindeck.source.wandb;
