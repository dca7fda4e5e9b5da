package io.traindeck.data;

import java.nio.ByteBuffer;

/**
 * The images and labels that one step needs, in buffers that a native library can read in place.
 *
 * @param images direct, native order: {@code size * 3072} bytes, (size, 32, 32, 3), 0 to 255
 * @param labels direct, native order: {@code size} 64-bit integers, the class of each image
 * @param size number of images, at least 1
 */
public record Batch(ByteBuffer images, ByteBuffer labels, int size) {}
