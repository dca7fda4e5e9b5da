package io.traindeck.listen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the parameters of a network as a safetensors file, one tensor in memory at a time, and whole or not at all; and
 * reads what such a file says of them. The checkpoints of our own trainer hold more and are laid out in memory; both have
 * the same format.
 */
final class ParameterFile {
    /** The format's names for the types of numbers, wider types first, so that each tensor is aligned. */
    private static final List<Map.Entry<DataType, String>> TYPES = List.of(
            Map.entry(DataType.INT64, "I64"),
            Map.entry(DataType.FLOAT64, "F64"),
            Map.entry(DataType.INT32, "I32"),
            Map.entry(DataType.FLOAT32, "F32"),
            Map.entry(DataType.BFLOAT16, "BF16"),
            Map.entry(DataType.FLOAT16, "F16"),
            Map.entry(DataType.INT8, "I8"),
            Map.entry(DataType.UINT8, "U8"),
            Map.entry(DataType.BOOLEAN, "BOOL"));

    private static final String NO_DIGEST = "0".repeat(64);
    private static final int ALIGNED = 8;

    private static final String METADATA = "__metadata__";

    /** The format's own limit. */
    private static final long MAX_HEADER = 100_000_000;

    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata;

    private record Tensor(String name, NDArray array, int type) {
        ByteBuffer bytes() {
            return array.toByteBuffer();
        }

        long length() {
            return array.size() * array.getDataType().getNumOfBytes();
        }
    }

    private ParameterFile(ParameterList parameters, Map<String, String> metadata) throws IOException {
        this.metadata = metadata;
        for (var pair : parameters) {
            Parameter parameter = pair.getValue();
            if (parameter.isInitialized()) {
                NDArray array = parameter.getArray();
                tensors.add(new Tensor(pair.getKey(), array, type(pair.getKey(), array)));
            }
        }
        tensors.sort(Comparator.comparingInt(Tensor::type));
    }

    private static int type(String name, NDArray array) throws IOException {
        for (int i = 0; i < TYPES.size(); i++) {
            if (TYPES.get(i).getKey() == array.getDataType()) {
                return i;
            }
        }
        throw new IOException("parameter " + name + " has numbers of type " + array.getDataType()
                + ", which safetensors has no name for");
    }

    /**
     * Writes the parameters.
     *
     * @param metadata what else the file is to say, besides its digest
     * @return the bytes of the file
     */
    static long write(Path file, ParameterList parameters, Map<String, String> metadata) throws IOException {
        return new ParameterFile(parameters, metadata).write(file);
    }

    /**
     * Reads what a file says besides its tensors, and trusts no length that it has not checked.
     *
     * @return what it says; nothing if it is no safetensors file, or has no metadata
     * @throws IOException if it cannot be read
     */
    static Map<String, String> metadata(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(Long.BYTES);
            long length = start.length < Long.BYTES
                    ? 0
                    : ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length <= 0 || length > Math.min(MAX_HEADER, Files.size(file) - Long.BYTES)) {
                return Map.of();
            }
            String json = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
            Map<String, String> found = new LinkedHashMap<>();
            JsonObject said = JsonParser.parseString(json).getAsJsonObject().getAsJsonObject(METADATA);
            if (said != null) {
                said.entrySet()
                        .forEach(entry ->
                                found.put(entry.getKey(), entry.getValue().getAsString()));
            }
            return found;
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | ClassCastException e) {
            return Map.of();
        }
    }

    private long write(Path file) throws IOException {
        ByteBuffer head = head(NO_DIGEST);
        String digest = digest(head);
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        try {
            long bytes;
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                writeFully(channel, head(digest));
                for (Tensor tensor : tensors) {
                    writeFully(channel, tensor.bytes());
                }
                channel.force(true);
                bytes = channel.size();
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
            return bytes;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private String digest(ByteBuffer head) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(head);
            tensors.forEach(tensor -> sha256.update(tensor.bytes()));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private ByteBuffer head(String digest) {
        JsonObject header = new JsonObject();
        JsonObject said = new JsonObject();
        said.addProperty("sha256", digest);
        metadata.forEach(said::addProperty);
        header.add(METADATA, said);
        long begin = 0;
        for (Tensor tensor : tensors) {
            header.add(tensor.name(), describe(tensor, begin));
            begin += tensor.length();
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padding = -json.length & (ALIGNED - 1);
        ByteBuffer head =
                ByteBuffer.allocate(Long.BYTES + json.length + padding).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(json.length + padding).put(json).put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        return head.flip();
    }

    private static JsonObject describe(Tensor tensor, long begin) {
        JsonObject description = new JsonObject();
        description.addProperty("dtype", TYPES.get(tensor.type()).getValue());
        JsonArray shape = new JsonArray();
        for (long length : tensor.array().getShape().getShape()) {
            shape.add(length);
        }
        description.add("shape", shape);
        JsonArray offsets = new JsonArray();
        offsets.add(begin);
        offsets.add(begin + tensor.length());
        description.add("data_offsets", offsets);
        return description;
    }
}
