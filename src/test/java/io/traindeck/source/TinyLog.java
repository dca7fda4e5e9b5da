package io.traindeck.source;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.FollowedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A format for tests, of files that begin with {@code tiny}: a line is {@code step 3 loss=0.5 acc=0.1}, where {@code
 * validation} or {@code epoch} may stand for {@code step}, or {@code resumed 3 1}, the last step that holds and the epoch
 * that is gone on with.
 */
final class TinyLog implements Format {
    private final String name;
    private final String ending;

    /** @param ending the ending of the names of its files; empty for any */
    TinyLog(String name, String ending) {
        this.name = name;
        this.ending = ending;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean knows(Glance glance) {
        return !glance.folder()
                && glance.name().endsWith(ending)
                && glance.text().startsWith("tiny\n");
    }

    @Override
    public EventSource open(Path path, Runnable restarted) {
        return new Source(new FollowedLines(path, restarted));
    }

    static TrainEvent event(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("resumed")) {
            return new TrainEvent.RunResumed(0, Integer.parseInt(words[1]), Integer.parseInt(words[2]), "");
        }
        List<String> names = new ArrayList<>();
        double[] values = new double[words.length - 2];
        for (int i = 2; i < words.length; i++) {
            int sign = words[i].indexOf('=');
            names.add(words[i].substring(0, sign));
            values[i - 2] = Double.parseDouble(words[i].substring(sign + 1));
        }
        Measured.Kind kind =
                switch (words[0]) {
                    case "step" -> Measured.Kind.STEP;
                    case "validation" -> Measured.Kind.VALIDATION;
                    case "epoch" -> Measured.Kind.EPOCH;
                    default -> throw new IllegalArgumentException(line);
                };
        long step = Long.parseLong(words[1]);
        return new Measured(0, kind, step, step / 10, null, Names.of(names).with(values));
    }

    private record Source(FollowedLines lines) implements EventSource {
        @Override
        public int poll(int most, Sink into) throws IOException {
            return lines.poll(most, new FollowedLines.Lines() {
                @Override
                public void line(byte[] buffer, int from, int to, long offset) {
                    String line = new String(buffer, from, to - from, StandardCharsets.UTF_8);
                    if (offset > 0) {
                        into.take(event(line));
                    }
                }

                @Override
                public void tooLong(long offset, long end) {
                    throw new AssertionError("no test has such lines");
                }
            });
        }

        @Override
        public double share() {
            return 1;
        }

        @Override
        public long unreadable() {
            return 0;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
