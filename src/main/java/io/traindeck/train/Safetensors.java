package io.traindeck.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The safetensors format: 8 bytes little-endian length of a JSON header, the header, the tensors' bytes without a gap.
 *
 * <p>Files written here carry {@code __metadata__.sha256}: the digest of the whole file with that digest's own 64
 * characters as zeros. A file with one is checked against it; a file without one (from another program) is taken as it
 * is. Reading trusts no length, offset or name before it is checked, and allocates nothing that the file does not hold.
 */
final class Safetensors {
    /** The longest header. One of this program has some 10 KB; no honest file comes near the limit. */
    private static final long MAX_HEADER_BYTES = 16L << 20;

    private static final String DIGEST = "sha256";
    private static final String NO_DIGEST = "0".repeat(64);
    private static final Pattern DIGEST_FORM = Pattern.compile("[0-9a-f]{64}");

    private Safetensors() {}

    /** The types of numbers that this program stores, and doubles, in which PyTorch's reference values are. */
    enum Type {
        I64(Long.BYTES),
        F64(Double.BYTES),
        F32(Float.BYTES);

        final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * The place of a tensor in the body.
     *
     * @param begin offset of its first byte in the body
     */
    record Tensor(String name, Type type, List<Long> shape, int begin) {
        /**
         * Length in bytes.
         *
         * @throws ArithmeticException if that is no {@code int}
         */
        int bytes() {
            return Math.toIntExact(shape.stream().reduce((long) type.bytes, Math::multiplyExact));
        }

        int end() {
            return begin + bytes();
        }
    }

    /** A file's content: strings by name, tensors in the order of their bytes, and the bytes. */
    record Contents(Map<String, String> metadata, List<Tensor> tensors, ByteBuffer body) {
        /** The bytes of {@code tensor}, little-endian. */
        ByteBuffer bytes(Tensor tensor) {
            return body.slice(tensor.begin(), tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /**
     * Lays tensors out one after the other, the wider types first, so that each starts at a multiple of its width, as
     * the reference implementation does and PyTorch's loader needs.
     *
     * @param shapes types and shapes by name; offsets are ignored
     */
    static List<Tensor> layOut(List<Tensor> shapes) {
        List<Tensor> ordered = new ArrayList<>(shapes);
        ordered.sort(Comparator.comparing(Tensor::type));
        List<Tensor> layout = new ArrayList<>();
        int begin = 0;
        for (Tensor tensor : ordered) {
            Tensor placed = new Tensor(tensor.name(), tensor.type(), tensor.shape(), begin);
            layout.add(placed);
            begin = Math.addExact(begin, placed.bytes());
        }
        return layout;
    }

    /** Returns the bytes before the body, the length included and the digest filled in. */
    static ByteBuffer head(Map<String, String> metadata, List<Tensor> layout, ByteBuffer body) {
        Map<String, String> withDigest = new LinkedHashMap<>(metadata);
        withDigest.put(DIGEST, NO_DIGEST);
        byte[] json = SafetensorsHeader.write(withDigest, layout).getBytes(StandardCharsets.UTF_8);
        int padding = -json.length & (Long.BYTES - 1);
        ByteBuffer head =
                ByteBuffer.allocate(Long.BYTES + json.length + padding).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(json.length + padding).put(json).put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        String digest = digest(head.flip(), body);
        byte[] filled = new String(head.array(), Long.BYTES, json.length + padding, StandardCharsets.UTF_8)
                .replace(NO_DIGEST, digest)
                .getBytes(StandardCharsets.UTF_8);
        return head.put(Long.BYTES, filled);
    }

    /**
     * Reads and checks a whole file.
     *
     * @param maxBodyBytes more bytes than any honest file of the caller's holds
     * @throws CheckpointException if the file is no sound safetensors file; says why
     */
    static Contents read(Path file, long maxBodyBytes) throws CheckpointException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            String json = header(file, channel);
            SafetensorsHeader header = SafetensorsHeader.parse(file, json);
            List<Tensor> tensors = header.tensors();
            long expected =
                    tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
            long actual = channel.size() - channel.position();
            if (actual != expected) {
                throw CheckpointException.refused(
                        file, "its header describes " + expected + " bytes of tensors, the file holds " + actual);
            }
            if (expected > maxBodyBytes) {
                throw CheckpointException.refused(
                        file, "it holds " + expected + " bytes of tensors, at most " + maxBodyBytes + " fit");
            }
            ByteBuffer body = readFully(channel, (int) expected);
            checkDigest(file, json, header.metadata(), body);
            return new Contents(header.metadata(), tensors, body);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Returns the metadata of a file; its tensors are not looked at.
     *
     * @throws CheckpointException if the file has no sound header; says why
     */
    static Map<String, String> metadata(Path file) throws CheckpointException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return SafetensorsHeader.parse(file, header(file, channel)).metadata();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CheckpointException unreadable(Path file, IOException e) {
        return CheckpointException.refused(file, e instanceof NoSuchFileException ? "it does not exist" : reason(e));
    }

    /** Returns the text of the header; the channel then stands at the first byte after it. */
    private static String header(Path file, SeekableByteChannel channel) throws CheckpointException, IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw CheckpointException.refused(file, "it has " + size + " bytes, too few for a header");
        }
        long headerBytes = readFully(channel, Long.BYTES).getLong();
        if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
            throw CheckpointException.refused(
                    file, "it is no safetensors file: its first 8 bytes are not the length of a header");
        }
        if (headerBytes > size - Long.BYTES) {
            throw CheckpointException.refused(file, "its header claims " + headerBytes + " bytes of a file of " + size);
        }
        return text(file, readFully(channel, (int) headerBytes));
    }

    /** Returns the message of an exception, or its kind too: some exceptions of files say only the name. */
    private static String reason(IOException e) {
        return e.getMessage() == null || e.getMessage().startsWith("/") ? e.toString() : e.getMessage();
    }

    private static String text(Path file, ByteBuffer header) throws CheckpointException {
        try {
            // A new decoder reports malformed bytes; Charset.decode would replace them.
            return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
        } catch (CharacterCodingException e) {
            throw CheckpointException.refused(file, "its header is not UTF-8");
        }
    }

    private static void checkDigest(Path file, String json, Map<String, String> metadata, ByteBuffer body)
            throws CheckpointException {
        String claimed = metadata.get(DIGEST);
        if (claimed == null) {
            return;
        }
        if (!DIGEST_FORM.matcher(claimed).matches()) {
            throw CheckpointException.refused(file, "what it gives as its SHA-256 is none");
        }
        byte[] header = json.replace(claimed, NO_DIGEST).getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(header.length).put(header).flip();
        if (!digest(head, body).equals(claimed)) {
            throw CheckpointException.refused(
                    file, "its contents do not match its SHA-256: it was damaged after it was written");
        }
    }

    private static String digest(ByteBuffer head, ByteBuffer body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(head.duplicate());
            sha256.update(body.duplicate());
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static ByteBuffer readFully(SeekableByteChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the file ended early");
            }
        }
        return buffer.flip();
    }
}
