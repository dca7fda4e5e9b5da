/**
 * TensorBoard's event files: a file is a sequence of TFRecords, a record holds an {@code Event} in the wire format of
 * protobuf, and an event holds the numbers of one step beside pictures and histograms. The wire format is walked by hand,
 * because a protobuf library would read every picture in full to find the numbers between them. The rooms {@code event}
 * and {@code run} are all that is known here. Start reading at {@link io.traindeck.source.tensorboard.EventFolder}.
 */
package io.traindeck.source.tensorboard;
