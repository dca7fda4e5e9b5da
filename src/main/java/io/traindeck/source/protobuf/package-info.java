/**
 * The wire format of protobuf, in which the logs of TensorBoard and of Weights &amp; Biases are written. It is walked by
 * hand: a protobuf library would bring a hundred classes for a few fields, and would read every picture in full to find
 * the numbers between them.
 *
 * <p>This package knows no format, and only the packages that read and write such logs use it.
 *
 * <p>Start with {@link io.traindeck.source.protobuf.Wire}.
 */
package io.traindeck.source.protobuf;
