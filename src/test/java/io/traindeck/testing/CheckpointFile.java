package io.traindeck.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A checkpoint as another program sees it: the safetensors format read anew from its description. */
public final class CheckpointFile {
    private CheckpointFile() {}

    /** Fails unless the file is a whole safetensors file whose digest is that of its bytes. */
    public static void assertWhole(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        JsonObject header = header(bytes);
        String digest = header.getAsJsonObject("__metadata__").remove("sha256").getAsString();
        long end = 0;
        for (String tensor : header.keySet()) {
            if (!tensor.equals("__metadata__")) {
                JsonArray offsets = header.getAsJsonObject(tensor).getAsJsonArray("data_offsets");
                end = Math.max(end, offsets.get(1).getAsLong());
            }
        }
        assertThat(bytes).as(file + " is as long as it says").hasSize((int) (bodyStart(bytes) + end));
        String zeros = "0".repeat(digest.length());
        byte[] head = new String(bytes, 0, bodyStart(bytes), StandardCharsets.ISO_8859_1)
                .replace(digest, zeros)
                .getBytes(StandardCharsets.ISO_8859_1);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(head);
        sha256.update(bytes, bodyStart(bytes), bytes.length - bodyStart(bytes));
        assertThat(HexFormat.of().formatHex(sha256.digest()))
                .as(file + " has its digest")
                .isEqualTo(digest);
    }

    /** Fails if one of the file's numbers is NaN or infinite. */
    public static void assertFinite(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        JsonObject header = header(bytes);
        for (String name : header.keySet()) {
            JsonObject tensor = header.getAsJsonObject(name);
            if (!name.equals("__metadata__")
                    && tensor.get("dtype").getAsString().equals("F32")) {
                JsonArray offsets = tensor.getAsJsonArray("data_offsets");
                int start = offsets.get(0).getAsInt();
                FloatBuffer numbers = ByteBuffer.wrap(
                                bytes, bodyStart(bytes) + start, offsets.get(1).getAsInt() - start)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
                while (numbers.hasRemaining()) {
                    assertThat(Float.isFinite(numbers.get())).as(name).isTrue();
                }
            }
        }
    }

    /** Returns the last step that the file holds. */
    public static int step(Path file) throws IOException {
        return header(Files.readAllBytes(file))
                .getAsJsonObject("__metadata__")
                .get("step")
                .getAsInt();
    }

    private static JsonObject header(byte[] bytes) {
        String json = new String(bytes, Long.BYTES, bodyStart(bytes) - Long.BYTES, StandardCharsets.UTF_8);
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static int bodyStart(byte[] bytes) {
        return (int) (Long.BYTES
                + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }
}
