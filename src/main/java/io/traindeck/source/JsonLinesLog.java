package io.traindeck.source;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;

/**
 * A text with one JSON object a line, as Detectron2, MMEngine, StyleGAN, RLlib, LLaMA-Factory, DLLogger and many others
 * write it, whatever the file is called.
 */
final class JsonLinesLog implements Format {
    @Override
    public String name() {
        return "JSON lines";
    }

    @Override
    public boolean knows(Glance glance) {
        if (!JsonRecords.mayBeIn(glance)) {
            return false;
        }
        boolean whole = glance.head().length < Glance.HEAD;
        if (glance.head().length == 0) {
            return glance.name().endsWith(".jsonl") || glance.name().endsWith(".ndjson");
        }
        List<String> lines = glance.text().lines().toList();
        int records = 0;
        int others = 0;
        boolean numbers = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = plain(lines.get(i));
            boolean cut = i == lines.size() - 1 && !whole;
            if (line.isEmpty()) {
                continue;
            }
            FlatRecord record = cut ? null : JsonLines.parse(line);
            if (record != null) {
                records++;
                numbers |= hasNumber(record);
            } else if (cut) {
                if (beginsObject(line)) {
                    records++;
                    numbers = true;
                }
            } else {
                others++;
            }
        }
        return numbers && records >= others;
    }

    private static String plain(String line) {
        String plain = line.startsWith("\ufeff") ? line.substring(1).strip() : line.strip();
        return plain.startsWith(JsonLines.DLLOGGER) ? plain.substring(JsonLines.DLLOGGER.length()) : plain;
    }

    /** Returns whether the first record counts steps or epochs. Data sets consist of records too, which do not. */
    static boolean countsSteps(Glance glance) {
        FlatRecord first = glance.text()
                .lines()
                .findFirst()
                .map(line -> JsonLines.parse(plain(line)))
                .orElse(null);
        for (int i = 0; first != null && i < first.size(); i++) {
            if (CounterNames.isCounter(first.name(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasNumber(FlatRecord record) {
        for (int i = 0; i < record.size(); i++) {
            if (record.isNumber(i)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the line goes on beyond the bytes that were looked at, and is an object as far as they go. */
    private static boolean beginsObject(String line) {
        BoundedReader text = new BoundedReader(new StringReader(line), Long.MAX_VALUE);
        try (JsonReader in = JsonRecords.reader(text)) {
            JsonRecords.object(in);
            return true;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            return text.ended();
        }
    }

    @Override
    public EventSource open(Path path, Runnable restarted) {
        return new JsonLines(path, restarted);
    }
}
