/**
 * TensorBoard's event files, read and written. A file is a sequence of TFRecords, a record holds an {@code Event} in
 * the wire format of protobuf, and an event holds the numbers of one step beside pictures and histograms.
 *
 * <p>This package knows events, the wire format and how growing files are followed, and no other format; the sources
 * and {@code export} use it.
 *
 * <p>Start with {@link io.traindeck.source.tensorboard.EventFolder}.
 */
package io.traindeck.source.tensorboard;
