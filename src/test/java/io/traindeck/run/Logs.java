package io.traindeck.run;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.testing.OwnEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Logs for tests, written and read in one go. */
public final class Logs {
    private Logs() {}

    public static byte[] bytes(List<? extends TrainEvent> events) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        for (TrainEvent event : events) {
            log.writeBytes((EventCodec.encode(event) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return log.toByteArray();
    }

    public static void write(Path log, TrainEvent... events) throws IOException {
        Files.write(log, bytes(List.of(events)));
    }

    public static List<TrainEvent> read(Path log) throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventLogReader reader = new EventLogReader(log)) {
            reader.poll(events::add);
        }
        return events;
    }

    public static List<TrainEvent> random(Random random, int count) {
        List<TrainEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(RandomEvents.any(random));
        }
        return events;
    }

    public static List<Measured> steps(int from, int to) {
        List<Measured> steps = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            steps.add(OwnEvents.step(i));
        }
        return steps;
    }
}
