package io.traindeck.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A network's weights as another program writes them: names, types and shapes, no metadata. */
public final class StateDictFile {
    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

    /** The lesson's network, whose images are 32 by 32. */
    public StateDictFile(List<Integer> widths, int hidden, int classes, boolean batchNorm) {
        int in = 3;
        for (int block = 0; block < widths.size(); block++) {
            int out = widths.get(block);
            for (int layer : List.of(0, 3)) {
                String name = "features." + block + "." + layer;
                shapes.put(name + ".weight", List.of(out, in, 3, 3));
                if (batchNorm) {
                    String norm = "features." + block + "." + (layer + 1);
                    List.of("weight", "bias", "running_mean", "running_var")
                            .forEach(what -> shapes.put(norm + "." + what, List.of(out)));
                    shapes.put(norm + ".num_batches_tracked", List.of());
                } else {
                    shapes.put(name + ".bias", List.of(out));
                }
                in = out;
            }
        }
        int side = 32 >> widths.size();
        with("head.1.weight", hidden, in * side * side).with("head.1.bias", hidden);
        with("head.4.weight", classes, hidden).with("head.4.bias", classes);
    }

    /** Adds a tensor, or gives one another shape. */
    public StateDictFile with(String name, Integer... shape) {
        shapes.put(name, List.of(shape));
        return this;
    }

    public StateDictFile without(String name) {
        shapes.remove(name);
        return this;
    }

    /** Writes it, filled with small numbers. */
    public Path write(Path file) throws IOException {
        JsonObject header = new JsonObject();
        int end = 0;
        // 64-bit integers first, as the format wants them aligned.
        for (boolean counters : new boolean[] {true, false}) {
            for (Map.Entry<String, List<Integer>> tensor : shapes.entrySet()) {
                boolean counter = tensor.getKey().endsWith("num_batches_tracked");
                if (counter == counters) {
                    int count = tensor.getValue().stream().reduce(1, (a, b) -> a * b);
                    int begin = end;
                    end += count * (counter ? Long.BYTES : Float.BYTES);
                    JsonObject description = new JsonObject();
                    description.addProperty("dtype", counter ? "I64" : "F32");
                    description.add("shape", array(tensor.getValue()));
                    description.add("data_offsets", array(List.of(begin, end)));
                    header.add(tensor.getKey(), description);
                }
            }
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Random random = new Random(1);
        while (bytes.hasRemaining()) {
            bytes.putFloat(random.nextFloat() * 0.1f);
        }
        return Files.write(file, bytes.array());
    }

    private static JsonArray array(List<Integer> numbers) {
        JsonArray array = new JsonArray();
        numbers.forEach(array::add);
        return array;
    }
}
