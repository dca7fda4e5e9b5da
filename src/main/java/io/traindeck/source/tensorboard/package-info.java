/**
 * TensorBoard's event files, read and written. A file is a sequence of TFRecords, a record holds an {@code Event} in
 * the wire format of protobuf, and an event holds the numbers of one step beside pictures and histograms. The wire
 * format is walked by hand, because a protobuf library would read every picture in full to find the numbers between
 * them.
 *
 * <p>It knows events and how growing files are followed, and no other format; the sources and {@code export} know it.
 *
 * <p>Start with {@link io.traindeck.source.tensorboard.EventFolder}.
 */
package io.traindeck.source.tensorboard;
