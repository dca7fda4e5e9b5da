package io.traindeck.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.traindeck.train.Safetensors.Tensor;
import io.traindeck.train.Safetensors.Type;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON header of a safetensors file.
 *
 * @param metadata strings by name
 * @param tensors the tensors, in the order of their bytes, without overlap or gap
 */
record SafetensorsHeader(Map<String, String> metadata, List<Tensor> tensors) {
    private static final String METADATA = "__metadata__";

    static String write(Map<String, String> metadata, List<Tensor> layout) {
        JsonObject header = new JsonObject();
        JsonObject strings = new JsonObject();
        metadata.forEach(strings::addProperty);
        header.add(METADATA, strings);
        layout.forEach(tensor -> header.add(tensor.name(), describe(tensor)));
        return header.toString();
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

    /** @throws CheckpointException if {@code json} is no sound header; says why */
    static SafetensorsHeader parse(Path file, String json) throws CheckpointException {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Tensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (!names.add(name)) {
                    throw CheckpointException.refused(
                            file, "its header names '" + CheckpointException.beginning(name) + "' twice");
                }
                if (name.equals(METADATA)) {
                    readStrings(file, reader, metadata);
                } else {
                    tensors.add(readTensor(file, name, reader));
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw CheckpointException.refused(file, "its header goes on after its end");
            }
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw CheckpointException.refused(file, "its header is not valid JSON of this format");
        }
        tensors.sort(Comparator.comparingInt(Tensor::begin).thenComparing(Tensor::bytes));
        int end = 0;
        for (Tensor tensor : tensors) {
            if (tensor.begin() != end) {
                throw CheckpointException.refused(
                        file,
                        "the bytes of '" + CheckpointException.beginning(tensor.name())
                                + "' overlap others or leave a gap");
            }
            end = tensor.end();
        }
        return new SafetensorsHeader(metadata, tensors);
    }

    private static void readStrings(Path file, JsonReader reader, Map<String, String> strings)
            throws IOException, CheckpointException {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (strings.put(name, reader.nextString()) != null) {
                throw CheckpointException.refused(
                        file, "its metadata names '" + CheckpointException.beginning(name) + "' twice");
            }
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
        String what = "tensor '" + CheckpointException.beginning(name) + "'";
        if (typeName == null || shape == null || offsets == null || offsets.size() != 2) {
            throw CheckpointException.refused(file, what + " is not fully described");
        }
        Type type = typeOf(file, what, typeName);
        try {
            if (shape.stream().anyMatch(length -> length < 0)) {
                throw CheckpointException.refused(file, what + " has a negative shape");
            }
            Tensor tensor = new Tensor(name, type, shape, Math.toIntExact(offsets.get(0)));
            if (tensor.begin() < 0 || Math.addExact(tensor.begin(), tensor.bytes()) != offsets.get(1)) {
                throw CheckpointException.refused(file, what + " has offsets that do not fit its shape");
            }
            return tensor;
        } catch (ArithmeticException e) {
            throw CheckpointException.refused(file, what + " is too large");
        }
    }

    private static Type typeOf(Path file, String what, String name) throws CheckpointException {
        for (Type type : Type.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw CheckpointException.refused(
                file, what + " has the type " + CheckpointException.beginning(name) + ", which is never written here");
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
}
