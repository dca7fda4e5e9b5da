package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.Description;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The facts that a run tells about itself, the most telling first, as short as can be. */
final class FactsLine {
    private static final int LONGEST_VALUE = 24;
    private static final int LONGEST_NAME = 20;

    /** The name of the words that started a program: its beginning tells what it is, however long it is. */
    private static final String COMMAND = "command";

    /**
     * The names that programs have for what matters most, by the word before the value; no word if the value speaks for
     * itself.
     */
    private static final List<Map.Entry<String, List<String>>> TELLING = List.of(
            Map.entry(
                    "",
                    List.of(
                            "model",
                            "model_name",
                            "model_name_or_path",
                            "_name_or_path",
                            "base_model",
                            "arch",
                            "architecture",
                            "network",
                            "net",
                            "backbone",
                            "algo",
                            "algorithm")),
            Map.entry("", List.of("data", "dataset", "dataset_name", "data_path", "data_dir", "task", "env", "env_id")),
            Map.entry("", List.of("device", "device_name", "accelerator", "gpu", "gpu_type")),
            Map.entry("gpus", List.of("gpus", "n_gpus", "num_gpus", "gpu_count", "ngpus", "devices", "world_size")),
            Map.entry(
                    "batch",
                    List.of(
                            "batch_size",
                            "batch",
                            "global_batch_size",
                            "train_batch_size",
                            "total_batch_size",
                            "per_device_train_batch_size",
                            "micro_batch_size")),
            Map.entry("lr", List.of("lr", "learning_rate", "max_lr", "peak_lr", "base_lr", "lr0")),
            Map.entry("optimizer", List.of("optimizer", "optim")),
            Map.entry("seed", List.of("seed", "random_seed")));

    /** The facts that the header tells already. */
    private static final Set<String> TOLD =
            Set.of("epoch", "epochs", "step", "steps", "global_step", "max_steps", "max_epochs", "num_train_epochs");

    /** The kinds of results, which came out of a run and were not set. */
    private static final Set<Kind> RESULTS = Set.of(Kind.LOSS, Kind.SCORE, Kind.TIME, Kind.SPEED);

    /** The maximum number of digits of a setting; a number that was counted or measured may have more. */
    private static final int MOST_DIGITS = 12;

    /** Values that say nothing. */
    private static final Set<String> EMPTY = Set.of("", "none", "null", "false", "true", "nan", "[]", "{}");

    private FactsLine() {}

    /** The facts, each fit for the screen. */
    static List<String> of(Description about) {
        Map<String, String> byShortName = new LinkedHashMap<>();
        about.facts().forEach((name, value) -> byShortName.putIfAbsent(shortName(name), value.strip()));
        byShortName.values().removeIf(value -> EMPTY.contains(value.toLowerCase(Locale.ROOT)));
        byShortName.keySet().removeAll(TOLD);
        List<String> facts = new ArrayList<>();
        for (Map.Entry<String, List<String>> telling : TELLING) {
            telling.getValue().stream()
                    .filter(byShortName::containsKey)
                    .findFirst()
                    .ifPresent(name -> facts.add(fact(telling.getKey(), name, byShortName.get(name))));
            byShortName.keySet().removeAll(telling.getValue());
        }
        byShortName.forEach((name, value) -> {
            boolean isResult =
                    RESULTS.contains(Metric.of(name).kind()) || isNumber(value) && value.length() > MOST_DIGITS;
            if (name.equals(COMMAND)) {
                facts.add(name + " " + cut(Safe.forCells(value)));
            } else if (!isResult && name.length() <= LONGEST_NAME && value.length() <= LONGEST_VALUE) {
                facts.add(Safe.forCells(name + " " + value));
            }
        });
        return facts;
    }

    /** The last part of {@code optimizer/lr}, in small letters. */
    private static String shortName(String name) {
        String last = name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')));
        return last.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    /** The fact as it is shown: a path is cut to its last part, and a number has a word before it. */
    private static String fact(String word, String name, String value) {
        String last = value.replaceAll("/+$", "");
        last = Safe.forCells(last.substring(last.lastIndexOf('/') + 1));
        String cut = cut(last);
        String before = word.isEmpty() && isNumber(cut) ? name : word;
        return before.isEmpty() ? cut : before + " " + cut;
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_VALUE ? value : Text.first(value, LONGEST_VALUE - 2) + "..";
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> Character.isDigit(c) || ".+-e".indexOf(c) >= 0);
    }
}
