package io.traindeck.cli.log;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.EventCodec;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Writes points as the lines of {@code events.jsonl}, so that every program that reads our logs can read them, and among
 * them the turns of dials, without which the plan would be that of the start.
 */
final class EventLinesWriter implements PointWriter {
    /** The keys of a line that are no metrics. */
    private static final Set<String> KEYS = Set.of("event", "time_ms", "step", "epoch", "best");

    private final Writer out;
    private final ReadLog log;

    /** The names of each shape of lines as they are written. */
    private final Map<Names, Names> written = new WeakHashMap<>();

    private final Map<String, String> names;
    private final Deque<DialTurned> turns;
    private boolean begun;

    /** @param metrics the names of all metrics that will be written */
    EventLinesWriter(Writer out, ReadLog log, List<String> metrics) {
        this.out = out;
        this.log = log;
        names = ExportNames.free(metrics, KEYS);
        turns = new ArrayDeque<>(log.state().turned().turns());
    }

    @Override
    public void write(Measured m) throws IOException {
        if (!begun) {
            // The description has no commands, because nobody is there to obey one.
            Description about = new Description(
                    log.about().plan(),
                    exported(log.goal()),
                    Set.of(),
                    log.about().facts());
            Parent parent = log.state().parent();
            line(EventCodec.encode(new RunStarted(m.timeMs(), log.run().name(), about, parent)));
            begun = true;
        }
        turnedBefore(m.step());
        Names shape = written.computeIfAbsent(
                m.values().names(),
                n -> Names.of(n.list().stream().map(names::get).toList()));
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = m.values().at(i);
        }
        line(EventCodec.encode(new Measured(m.timeMs(), m.kind(), m.step(), m.epoch(), m.best(), shape.with(values))));
    }

    /** Writes the turns that hold for that step; a turn holds from the step after its own. */
    private void turnedBefore(long step) throws IOException {
        while (!turns.isEmpty() && turns.peek().step() < step) {
            line(EventCodec.encode(turns.remove()));
        }
    }

    private Goal exported(Goal goal) {
        // A metric that is left out keeps its name.
        return goal == null ? null : new Goal(names.getOrDefault(goal.metric(), goal.metric()), goal.better());
    }

    private void line(String line) throws IOException {
        out.append(line).append('\n');
    }

    @Override
    public void finish() throws IOException {
        turnedBefore(Long.MAX_VALUE);
        Optional<RunEnded> end = log.state().end();
        if (end.isPresent()) {
            line(EventCodec.encode(end.get()));
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
