package io.traindeck.source;

import io.traindeck.event.TrainEvent.EndReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder of one run of MLflow: {@code metrics}, {@code params}, {@code tags} and {@code meta.yaml}. */
record MlflowRun(Path folder) implements MergedSource.Folder {
    private static final int MOST_FACTS = 1000;

    /** The number of bytes that are read of a fact. */
    private static final int LONGEST_FACT = 1000;

    static final String METRICS = "metrics";
    static final String META = "meta.yaml";
    private static final String PARAMS = "params";
    private static final String TAGS = "tags";

    @Override
    public List<Path> files() throws IOException {
        return FolderFiles.below(folder.resolve(METRICS), file -> true);
    }

    @Override
    public EventSource open(Path file) {
        return new MlflowMetric(file, MetricNames.of(FolderFiles.name(folder.resolve(METRICS), file)));
    }

    @Override
    public String metric(Path file, String name) {
        return name;
    }

    /**
     * The contents of a run's {@code meta.yaml}.
     *
     * @param startMs Unix milliseconds; 0 if it does not say
     * @param endMs Unix milliseconds; 0 while the run goes on
     * @param status a number or its word
     */
    record About(String name, long startMs, long endMs, String status) {
        static final About NOTHING = new About("", 0, 0, "");

        /** The reason why the run ended; null while it goes on. */
        EndReason endReason() {
            return switch (status) {
                case "3", "FINISHED" -> EndReason.COMPLETED;
                case "4", "FAILED" -> EndReason.FAILED;
                case "5", "KILLED" -> EndReason.TERMINATED;
                default -> null;
            };
        }
    }

    About about() throws IOException {
        Map<String, String> meta = SideFacts.yaml(folder.resolve(META));
        return new About(
                meta.getOrDefault("run_name", ""),
                count(meta.get("start_time")),
                count(meta.get("end_time")),
                meta.getOrDefault("status", ""));
    }

    private static long count(String value) {
        return value != null && value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }

    /** The files and folders that change if the facts do. */
    List<Path> watched() {
        return List.of(folder.resolve(META), folder.resolve(PARAMS), folder.resolve(TAGS));
    }

    /**
     * Returns the run's name, the parameters of its trainer, and the tags that people have given it.
     *
     * @param among the number of runs of which this one is the newest
     */
    Map<String, String> facts(About about, int among) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        if (among > 1) {
            facts.put("run", folder.getFileName() + ", the newest of " + among);
        }
        if (!about.name.isEmpty()) {
            facts.put("run_name", about.name);
        }
        facts.putAll(texts(folder.resolve(PARAMS)));
        texts(folder.resolve(TAGS)).forEach((tag, text) -> {
            // Tags of MLflow itself describe the machine and the models, at length.
            if (!tag.startsWith("mlflow.")) {
                facts.putIfAbsent(tag, text);
            }
        });
        return facts;
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        List<Path> files = FolderFiles.below(folder, file -> true);
        for (Path file : files.subList(0, Math.min(MOST_FACTS, files.size()))) {
            texts.put(
                    FolderFiles.name(folder, file),
                    SideFacts.text(file, LONGEST_FACT).strip());
        }
        return texts;
    }
}
