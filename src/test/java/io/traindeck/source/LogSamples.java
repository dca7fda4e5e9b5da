package io.traindeck.source;

import static io.traindeck.source.tensorboard.EventBytes.T0;
import static io.traindeck.source.tensorboard.EventBytes.simple;

import io.traindeck.event.OwnMetrics;
import io.traindeck.run.EventCodec;
import io.traindeck.source.tensorboard.EventBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small logs of every format, each with the oddities of its kind. */
final class LogSamples {
    private static final long START_MS = 1_700_000_000_000L;

    private static final String JSON_LINES =
            """
            {"mode": "train", "epoch": 1, "step": 1, "loss": 0.5, "time": 1700000000, "x": {"num": 1, "mean": 2, "std": 3}}
            {"mode": "train", "epoch": 1, "step": 2, "loss": NaN, "time": 1700000001, "x": {"num": 1, "mean": 2, "std": 3}}
            DLLL {"elapsedtime": "3", "type": "LOG", "step": [1, 3], "data": {"loss": "1.5"}, "timestamp": "1700000001.5"}
            {"mode": "val", "epoch": 1, "iter": 2, "loss": 0.5, "deep": [[{"a": "b\\u00e9"}]], "total_steps": 9}
            """;

    private static final List<String> JSON = List.of(
            "[{\"epoch\": 1, \"iter\": 2, \"loss\": 0.5}, {\"epoch\": 2, \"iter\": 2, \"loss\": Infinity}]",
            "{\"max_steps\": 9, \"log_history\": [{\"step\": 1, \"loss\": 1.5}, {\"train_runtime\": 2.5}], \"a\": {\"b\": \"c\"}}",
            "{\"loss\": [1, 2.5, NaN], \"val\": {\"steps\": [1, 2], \"values\": [3, 4], \"timestamps\": [\"2026-11-25 18:00:00\"]}}",
            "{\"epoch\": {\"x\": [0], \"v\": [1.5]}, \"iter\": {\"x\": [[0, 1], [0]], \"l\": [[2, 3], []]}, \"run\": {\"args\": {\"epochs\": 5}}}");

    private LogSamples() {}

    /**
     * A log.
     *
     * @param log its path, from the folder in which the files lie
     * @param files the content of each by its path from there
     */
    record Sample(Format format, String log, Map<String, byte[]> files) {
        @Override
        public String toString() {
            return format.name() + " " + log;
        }
    }

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        all.add(file(new TraindeckLog(), "events.jsonl", own()));
        all.add(file(new TensorBoardLog(), "events.out.tfevents.1.x", tensorBoard()));
        all.add(file(new CsvLog(), "metrics.csv", BrokenTablesTest.CSV));
        all.add(file(new CsvLog(), "metrics.tsv", BrokenTablesTest.TSV));
        all.add(file(new JsonLinesLog(), "log.json", JSON_LINES));
        for (int i = 0; i < JSON.size(); i++) {
            all.add(file(new JsonFileLog(), "log" + i + ".json", JSON.get(i)));
        }
        for (int i = 0; i < BrokenTextTest.TEXTS.size(); i++) {
            String text = BrokenTextTest.TEXTS.get(i);
            // A number counts where it is told by name at two steps.
            all.add(file(new TextLog(), "nohup" + i + ".out", text + text.replace('1', '2')));
        }
        all.add(file(new WandbLog(), "run-abc123.wandb", WandbLogTest.RUN));
        all.add(folder(
                new MlflowLog(),
                Map.of(
                        "meta.yaml",
                        "run_name: calm-fox\nstart_time: 1708208368539\n",
                        "metrics/loss",
                        "1708208368539 0.5 0\n1708208368549 nan 1\n1708208368559 -1.5e-3 50 x\n",
                        "metrics/val/acc",
                        "1708208368539 0.25 1\n",
                        "params/lr",
                        "0.1")));
        all.add(folder(
                new DvcLiveLog(),
                Map.of(
                        "metrics.json",
                        "{\"step\": 99}",
                        "params.yaml",
                        "lr: 0.1\nepochs: 5\n",
                        "plots/metrics/train/loss.tsv",
                        "step\tloss\n49\t0.5\n99\t0.25\n",
                        "plots/metrics/eval/loss.tsv",
                        "timestamp\tstep\tloss\n1623671484747\t99\t0.75\n",
                        "plots/metrics/epoch.tsv",
                        "step\tepoch\n49\t0\n99\t1\n")));
        return all;
    }

    private static Sample file(Format format, String name, String text) {
        return file(format, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Sample file(Format format, String name, byte[] content) {
        return new Sample(format, name, Map.of(name, content));
    }

    private static Sample folder(Format format, Map<String, String> texts) {
        Map<String, byte[]> files = new TreeMap<>();
        texts.forEach((name, text) -> files.put("run/" + name, text.getBytes(StandardCharsets.UTF_8)));
        return new Sample(format, "run", files);
    }

    private static String own() {
        return IntStream.rangeClosed(1, 6)
                .mapToObj(step -> EventCodec.encode(OwnMetrics.step(START_MS + step, step, 1, 1f / step, 1e-3, 1, 300)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static byte[] tensorBoard() {
        EventBytes log = EventBytes.started();
        for (int step = 1; step <= 3; step++) {
            log.scalar("train/loss", step, 1f / step)
                    .event(step, T0, simple("a", step), simple("b", step))
                    .histogram("weights", step);
        }
        return log.toBytes();
    }
}
