package io.traindeck.source.tensorboard;

import io.traindeck.event.Names;
import io.traindeck.event.Values;
import io.traindeck.source.protobuf.WireBuffer;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes an event file that TensorBoard shows. Numbers are written as {@code simple_value}, which every reader of event
 * files knows, and which is a {@code float}: about seven digits are kept, and numbers that are too large for it become
 * infinite. A tensor of doubles would keep all digits, but TensorBoard turns it into floats itself, and simpler readers
 * skip it.
 */
public final class TensorBoardWriter implements Closeable {
    /** The part of the file's name in which other writers put the name of their machine. */
    private static final String HOST = "traindeck";

    private static final byte[] FILE_VERSION = "brain.Event:2".getBytes(StandardCharsets.US_ASCII);

    private final CRC32C crc = new CRC32C();
    private final WireBuffer record = new WireBuffer();
    private final Path file;
    private final OutputStream out;
    private Names names = Names.of();
    private byte[][] tags = {};

    /**
     * Makes the file, under the name that TensorBoard expects.
     *
     * @param folder an existing folder; each folder is a run to TensorBoard
     * @param startMs the start of the run, Unix milliseconds, 0 if unknown; it becomes part of the name
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     */
    public TensorBoardWriter(Path folder, long startMs) throws IOException {
        file = folder.resolve(String.format("events.out.tfevents.%010d.%s", startMs / 1000, HOST));
        out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 16);
        begin(startMs);
        field(Fields.Event.FILE_VERSION, FILE_VERSION);
        end();
    }

    public Path file() {
        return file;
    }

    /**
     * Writes the numbers of one step.
     *
     * @param timeMs Unix milliseconds; 0 if unknown
     */
    public void write(long timeMs, long step, Values values) throws IOException {
        if (values.names() != names) {
            names = values.names();
            tags = names.list().stream()
                    .map(name -> name.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
        }
        int summary = 0;
        for (byte[] tag : tags) {
            summary += sizeOfField(sizeOfNumber(tag));
        }
        begin(timeMs, step, summary);
        for (int i = 0; i < tags.length; i++) {
            field(Fields.Summary.VALUE, sizeOfNumber(tags[i]));
            field(Fields.Value.TAG, tags[i]);
            record.varint(Fields.Value.SIMPLE_VALUE);
            record.fixed32(Float.floatToRawIntBits((float) values.at(i)));
        }
        end();
    }

    /**
     * Writes an image of one step.
     *
     * @param timeMs Unix milliseconds; 0 if unknown
     * @param encoded the bytes of a whole image file, such as PNG
     */
    public void writeImage(long timeMs, long step, String tag, byte[] encoded) throws IOException {
        byte[] name = tag.getBytes(StandardCharsets.UTF_8);
        int image = sizeOfField(encoded.length);
        int value = sizeOfField(name.length) + sizeOfField(image);
        begin(timeMs, step, sizeOfField(value));
        field(Fields.Summary.VALUE, value);
        field(Fields.Value.TAG, name);
        field(Fields.Value.IMAGE, image);
        field(Fields.Image.ENCODED, encoded);
        end();
    }

    /** Returns the number of bytes of a number with this tag. */
    private static int sizeOfNumber(byte[] tag) {
        return sizeOfField(tag.length) + 1 + Float.BYTES;
    }

    /** Returns the number of bytes of a field whose content has {@code length} bytes. */
    private static int sizeOfField(int length) {
        return 1 + WireBuffer.sizeOfVarint(length) + length;
    }

    private void field(int key, byte[] content) {
        field(key, content.length);
        record.bytes(content);
    }

    /** Writes the beginning of a field whose content comes next. */
    private void field(int key, int length) {
        record.varint(key);
        record.varint(length);
    }

    /** Writes the beginning of an event, up to its values, which have {@code summary} bytes together. */
    private void begin(long timeMs, long step, int summary) {
        begin(timeMs);
        record.varint(Fields.Event.STEP);
        record.varint(step);
        field(Fields.Event.SUMMARY, summary);
    }

    private void begin(long timeMs) {
        record.clear();
        record.leave(TfRecord.HEADER);
        record.varint(Fields.Event.WALL_TIME);
        record.fixed64(Double.doubleToRawLongBits(timeMs / 1000.0));
    }

    private void end() throws IOException {
        int length = record.length() - TfRecord.HEADER;
        record.leave(TfRecord.FOOTER);
        TfRecord.frame(crc, record.bytes(), length);
        out.write(record.bytes(), 0, record.length());
    }

    /** Writes the bytes that are still in memory, and closes the file. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
