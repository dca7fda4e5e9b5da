package io.traindeck.cli.doctor;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The findings as a person and as another program reads them. */
record Report(List<Finding> findings) {
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    /** Returns how many findings stop training or watching. */
    long problems() {
        return count(Finding.Level.PROBLEM);
    }

    private long count(Finding.Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int width = findings.stream()
                .mapToInt(finding -> finding.name().length())
                .max()
                .orElse(0);
        String area = "";
        for (Finding finding : findings) {
            if (!finding.area().equals(area)) {
                area = finding.area();
                lines.add(area);
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-7s  %-" + width + "s  %s",
                    word(finding.level()),
                    finding.name(),
                    Safe.forLine(finding.value())));
            if (!finding.advice().isEmpty()) {
                lines.add(" ".repeat(width + 13) + "-> " + finding.advice());
            }
        }
        lines.add("");
        lines.add(summary());
        lines.add(
                "To report a fault, add what traindeck doctor --json prints, and the run's trainer.log if it trained.");
        return lines;
    }

    private String summary() {
        long problems = problems();
        if (problems > 0) {
            return problems == 1
                    ? "One problem stops training or watching."
                    : problems + " problems stop training or watching.";
        }
        return count(Finding.Level.NOTE) == 0
                ? "Nothing is in the way."
                : "Nothing stops training or watching; see the notes.";
    }

    /** An object: {@code problems}, and {@code findings} with the keys area, name, value, level and advice. */
    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("problems", problems());
        JsonArray array = new JsonArray();
        for (Finding finding : findings) {
            JsonObject object = new JsonObject();
            object.addProperty("area", finding.area());
            object.addProperty("name", finding.name());
            object.addProperty("value", finding.value());
            object.addProperty("level", word(finding.level()));
            object.addProperty("advice", finding.advice().isEmpty() ? null : finding.advice());
            array.add(object);
        }
        json.add("findings", array);
        return PRETTY.toJson(json);
    }

    private static String word(Finding.Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
