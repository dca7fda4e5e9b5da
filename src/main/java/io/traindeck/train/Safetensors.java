package io.traindeck.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The safetensors format: 8 bytes little-endian length of a JSON header, the header, the tensors' bytes without a gap.
 *
 * <p>Files written here carry {@code __metadata__.sha256}: the digest of the whole file with that digest's own 64
 * characters as zeros. A file with one is checked against it; a file without one (from another program) is taken as it
 * is. Reading trusts no length, offset or name before it is checked, and allocates nothing that the file does not hold.
 */
final class Safetensors {
    /** A header of this program has some 10 KB; nothing honest comes near. */
    private static final long MAX_HEADER_BYTES = 16L << 20;

    private static final String METADATA = "__metadata__";
    private static final String DIGEST = "sha256";
    private static final String NO_DIGEST = "0".repeat(64);

    private Safetensors() {}

    /** Types of numbers that this program stores, and doubles, which PyTorch's reference values are in. */
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
     * Where a tensor lies.
     *
     * @param begin offset of its first byte in the body
     */
    record Tensor(String name, Type type, List<Long> shape, int begin) {
        /** Length in bytes. */
        int bytes() {
            return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact) * type.bytes);
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

    /** The bytes before the body, the length included and the digest filled in. */
    static ByteBuffer head(Map<String, String> metadata, List<Tensor> layout, ByteBuffer body) {
        JsonObject header = new JsonObject();
        JsonObject strings = new JsonObject();
        metadata.forEach(strings::addProperty);
        strings.addProperty(DIGEST, NO_DIGEST);
        header.add(METADATA, strings);
        layout.forEach(tensor -> header.add(tensor.name(), describe(tensor)));
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
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
     * @param maxBodyBytes more than any honest file of the caller's holds
     * @throws CheckpointException where the file is no sound safetensors file; says why
     */
    static Contents read(Path file, long maxBodyBytes) throws CheckpointException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            if (size < Long.BYTES) {
                throw refused(file, "it has " + size + " bytes, too few for a header");
            }
            long headerBytes = readFully(channel, Long.BYTES).getLong();
            if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > size - Long.BYTES) {
                throw refused(
                        file,
                        "its header claims " + Long.toUnsignedString(headerBytes) + " bytes of a file of " + size);
            }
            ByteBuffer header = readFully(channel, (int) headerBytes);
            String json = StandardCharsets.UTF_8.decode(header.duplicate()).toString();
            Map<String, String> metadata = new LinkedHashMap<>();
            List<Tensor> tensors = parse(file, json, metadata);
            long expected =
                    tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
            long actual = size - Long.BYTES - headerBytes;
            if (actual != expected) {
                throw refused(file, "its header describes " + expected + " bytes of tensors, the file holds " + actual);
            }
            if (expected > maxBodyBytes) {
                throw refused(file, "it holds " + expected + " bytes of tensors, at most " + maxBodyBytes + " fit");
            }
            ByteBuffer body = readFully(channel, (int) expected);
            checkDigest(file, json, metadata, body);
            return new Contents(metadata, tensors, body);
        } catch (IOException e) {
            throw refused(file, e instanceof NoSuchFileException ? "it does not exist" : e.toString());
        }
    }

    private static JsonObject describe(Tensor tensor) {
        JsonObject description = new JsonObject();
        description.addProperty("dtype", tensor.type().name());
        JsonArray shape = new JsonArray();
        tensor.shape().forEach(shape::add);
        description.add("shape", shape);
        JsonArray offsets = new JsonArray();
        offsets.add(tensor.begin());
        offsets.add(tensor.end());
        description.add("data_offsets", offsets);
        return description;
    }

    /** Fills {@code metadata} and returns the tensors in the order of their bytes, checked to leave no gap. */
    private static List<Tensor> parse(Path file, String json, Map<String, String> metadata) throws CheckpointException {
        List<Tensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (!names.add(name)) {
                    throw refused(file, "its header names '" + printable(name) + "' twice");
                }
                if (name.equals(METADATA)) {
                    readStrings(reader, metadata);
                } else {
                    tensors.add(readTensor(file, name, reader));
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw refused(file, "its header goes on after its end");
            }
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw refused(file, "its header is not valid JSON of this format");
        }
        tensors.sort(Comparator.comparingInt(Tensor::begin).thenComparing(Tensor::bytes));
        int end = 0;
        for (Tensor tensor : tensors) {
            if (tensor.begin() != end) {
                throw refused(file, "the bytes of '" + printable(tensor.name()) + "' overlap others or leave a gap");
            }
            end = tensor.end();
        }
        return tensors;
    }

    private static void readStrings(JsonReader reader, Map<String, String> strings) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            strings.put(reader.nextName(), reader.nextString());
        }
        reader.endObject();
    }

    private static Tensor readTensor(Path file, String name, JsonReader reader)
            throws IOException, CheckpointException {
        String typeName = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.nextName()) {
                case "dtype" -> typeName = reader.nextString();
                case "shape" -> shape = readLongs(reader);
                case "data_offsets" -> offsets = readLongs(reader);
                default -> reader.skipValue();
            }
        }
        reader.endObject();
        String what = "tensor '" + printable(name) + "'";
        if (typeName == null || shape == null || offsets == null || offsets.size() != 2) {
            throw refused(file, what + " is not fully described");
        }
        Type type = typeOf(file, what, typeName);
        try {
            if (shape.stream().anyMatch(length -> length < 0)) {
                throw refused(file, what + " has a negative shape");
            }
            Tensor tensor = new Tensor(name, type, shape, Math.toIntExact(offsets.get(0)));
            if (tensor.begin() < 0 || Math.addExact(tensor.begin(), tensor.bytes()) != offsets.get(1)) {
                throw refused(file, what + " has offsets that do not fit its shape");
            }
            return tensor;
        } catch (ArithmeticException e) {
            throw refused(file, what + " is too large");
        }
    }

    private static Type typeOf(Path file, String what, String name) throws CheckpointException {
        for (Type type : Type.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw refused(file, what + " has the type " + printable(name) + ", which is never written here");
    }

    private static List<Long> readLongs(JsonReader reader) throws IOException {
        List<Long> numbers = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            numbers.add(reader.nextLong());
        }
        reader.endArray();
        return numbers;
    }

    private static void checkDigest(Path file, String json, Map<String, String> metadata, ByteBuffer body)
            throws CheckpointException {
        String claimed = metadata.get(DIGEST);
        if (claimed == null) {
            return;
        }
        byte[] header = json.replace(claimed, NO_DIGEST).getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(header.length).put(header).flip();
        if (!digest(head, body).equals(claimed)) {
            throw refused(file, "its contents do not match its SHA-256: it was damaged after it was written");
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

    private static CheckpointException refused(Path file, String reason) {
        return new CheckpointException("checkpoint " + file + " is refused: " + reason);
    }

    /** Names come from a file: nothing of them may reach a terminal raw. */
    private static String printable(String name) {
        StringBuilder printable = new StringBuilder();
        name.codePoints().limit(80).forEach(c -> {
            if (Character.isISOControl(c) || !Character.isDefined(c)) {
                printable.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
