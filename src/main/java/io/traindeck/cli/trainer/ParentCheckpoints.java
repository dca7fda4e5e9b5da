package io.traindeck.cli.trainer;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunFolder;
import io.traindeck.train.SavedPoint;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The full checkpoints of a run from which a branch may begin. Those whose steps its log has dropped, because the run
 * went on from before them, are not among them.
 *
 * @param points those that can be read, in the order of their steps
 * @param damaged why others cannot be read, by the step that they hold as the log tells it
 */
record ParentCheckpoints(List<SavedPoint> points, TreeMap<Long, String> damaged) {
    /** @throws IOException if the folder or the log cannot be read */
    static ParentCheckpoints of(RunFolder parent) throws IOException {
        Map<String, Long> dropped = new HashMap<>();
        Map<String, Long> steps = new HashMap<>();
        try (EventLogReader log = new EventLogReader(parent.events())) {
            log.poll(event -> {
                if (event instanceof TrainEvent.Checkpoint saved && saved.kind() != CheckpointKind.BEST) {
                    steps.put(name(saved.file()), saved.step());
                    dropped.remove(name(saved.file()));
                } else if (event instanceof TrainEvent.RunResumed resumed) {
                    steps.entrySet().stream()
                            .filter(saved -> saved.getValue() > resumed.fromStep())
                            .forEach(saved -> dropped.put(saved.getKey(), saved.getValue()));
                }
            });
        }
        steps.keySet().removeAll(dropped.keySet());
        TreeMap<Long, String> damaged = new TreeMap<>();
        List<SavedPoint> points = SavedPoint.all(parent.checkpoints().toAbsolutePath(), (file, reason) -> {
            Long step = steps.get(name(file.toString()));
            if (step != null) {
                damaged.put(step, reason.getMessage());
            }
        });
        return new ParentCheckpoints(
                points.stream()
                        .filter(point -> !dropped.containsKey(name(point.file().toString())))
                        .toList(),
                damaged);
    }

    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    Optional<SavedPoint> first() {
        return points.stream().findFirst();
    }

    /** The last checkpoint that holds no step after {@code step}. */
    Optional<SavedPoint> upTo(long step) {
        return points.stream().filter(point -> point.step() <= step).reduce((earlier, later) -> later);
    }

    /** Says why the last checkpoint of a step after {@code from} and not after {@code to} is not to be used, if so. */
    Optional<String> damagedBetween(long from, long to) {
        return Optional.ofNullable(damaged.floorEntry(to))
                .filter(entry -> entry.getKey() > from)
                .map(Map.Entry::getValue);
    }
}
