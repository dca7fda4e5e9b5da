package io.traindeck.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.testing.OwnEvents;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogWriterTest {
    private static final Duration RETRY = Duration.ofMillis(5);

    @TempDir
    Path dir;

    private Path log;
    private final RecordedAlarm alarm = new RecordedAlarm();

    private static final class RecordedAlarm implements EventLogWriter.Alarm {
        final BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();
        final BlockingQueue<Long> recoveries = new LinkedBlockingQueue<>();
        final BlockingQueue<Boolean> gone = new LinkedBlockingQueue<>();

        @Override
        public void writeFailed(IOException reason) {
            failures.add(reason);
        }

        @Override
        public void writeRecovered(long lost) {
            recoveries.add(lost);
        }

        @Override
        public void folderGone() {
            gone.add(true);
        }
    }

    @BeforeEach
    void name() {
        log = dir.resolve("events.jsonl");
    }

    private EventLogWriter open(int maxKept) throws RunException {
        return new EventLogWriter(log, alarm, RETRY, maxKept);
    }

    private EventLogWriter open() throws RunException {
        return open(EventLogWriter.MAX_KEPT);
    }

    @Test
    void aReaderSeesAnEventWithoutAnyFurtherAct() throws Exception {
        try (EventLogWriter writer = open();
                EventLogReader reader = new EventLogReader(log)) {
            for (int i = 1; i <= 3; i++) {
                writer.accept(OwnEvents.step(i));
                List<TrainEvent> seen = new ArrayList<>();
                while (reader.poll(seen::add) == 0) {
                    Thread.onSpinWait();
                }
                assertThat(seen).containsExactly(OwnEvents.step(i));
            }
        }
    }

    @Test
    void whatWasSyncedIsThere() throws Exception {
        try (EventLogWriter writer = open()) {
            Logs.steps(1, 5000).forEach(writer);
            assertThat(writer.sync()).isTrue();
            assertThat(Logs.read(log)).isEqualTo(Logs.steps(1, 5000));
            assertThat(writer.sync()).isTrue();
        }
        assertThat(alarm.failures).isEmpty();
        assertThat(alarm.recoveries).isEmpty();
    }

    @Test
    void closingWritesWhatWasAccepted() throws Exception {
        EventLogWriter writer = open();
        Logs.steps(1, 5000).forEach(writer);
        writer.accept(OwnEvents.ended(EndReason.COMPLETED, 5000));
        writer.close();
        writer.accept(OwnEvents.step(6000));
        writer.close();
        assertThat(Logs.read(log)).hasSize(5001).endsWith(OwnEvents.ended(EndReason.COMPLETED, 5000));
    }

    @Test
    void manyPublishersLoseNothingAndKeepTheirOrder() throws Exception {
        try (EventLogWriter writer = open()) {
            List<Thread> publishers = IntStream.range(0, 4)
                    .mapToObj(i -> new Thread(
                            () -> Logs.steps(i * 1000 + 1, i * 1000 + 1000).forEach(writer)))
                    .toList();
            publishers.forEach(Thread::start);
            for (Thread publisher : publishers) {
                publisher.join();
            }
        }
        List<Integer> steps = Logs.read(log).stream()
                .map(e -> OwnStep.of(e).orElseThrow().step())
                .toList();
        for (int i = 0; i < 4; i++) {
            int publisher = i;
            assertThat(steps.stream().filter(step -> (step - 1) / 1000 == publisher))
                    .containsExactlyElementsOf(IntStream.rangeClosed(i * 1000 + 1, i * 1000 + 1000)
                            .boxed()
                            .toList());
        }
        assertThat(steps).hasSize(4000);
    }

    @Test
    void theLogIsForItsOwnerAlone() throws Exception {
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsThereStays() throws Exception {
        Files.writeString(log, "garbage\n" + EventCodec.encode(OwnEvents.step(1)) + "\n\0\0\n");
        String before = Files.readString(log);
        try (EventLogWriter writer = open()) {
            assertThat(writer.repaired()).isEmpty();
            writer.accept(OwnEvents.step(2));
        }
        assertThat(Files.readString(log)).isEqualTo(before + EventCodec.encode(OwnEvents.step(2)) + "\n");
    }

    @Test
    void aFolderInPlaceOfTheLogIsRefused() throws Exception {
        Files.createDirectory(log);
        assertThatThrownBy(this::open).isInstanceOf(RunException.class).hasMessageContaining(log.toString());
    }

    @Test
    void aFullDiskDelaysEventsButLosesNone() throws Exception {
        logOnAFullDisk();
        try (EventLogWriter writer = open()) {
            Logs.steps(1, 3000).forEach(writer);
            assertThat(alarm.failures.poll(Patience.LIMIT.toSeconds(), SECONDS)).hasMessageContaining("space");
            assertThat(writer.sync()).isFalse();
            writer.accept(OwnEvents.epoch(1, 3000, 0.5, true));

            makeWritable();
            assertThat(alarm.recoveries.poll(Patience.LIMIT.toSeconds(), SECONDS))
                    .isZero();
            assertThat(writer.sync()).isTrue();
        }
        List<TrainEvent> expected = new ArrayList<>(Logs.steps(1, 3000));
        expected.add(OwnEvents.epoch(1, 3000, 0.5, true));
        assertThat(Logs.read(log)).isEqualTo(expected);
        assertThat(alarm.failures).as("failures told of after the first").isEmpty();
        assertThat(alarm.recoveries).isEmpty();
    }

    /** The log's folder is a link to that of the device that is always full; the log itself must be no link. */
    private void logOnAFullDisk() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device that is always full").exists();
        Path disk = Files.createSymbolicLink(dir.resolve("disk"), full.getParent());
        log = disk.resolve(full.getFileName());
    }

    private void makeWritable() throws IOException {
        Path roomy = Files.createDirectory(dir.resolve("roomy"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), roomy);
        Files.move(link, dir.resolve("disk"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aLogThatIsALinkIsRefusedAndWhatItLeadsToIsLeftAlone() throws Exception {
        Path own = Files.writeString(dir.resolve("own"), "no LF at the end");
        Files.createSymbolicLink(log, own);
        assertThatThrownBy(this::open).isInstanceOf(RunException.class).hasMessageContaining("symbolic link");
        assertThat(own).hasContent("no LF at the end");
    }

    @Test
    void aLogThatWasDeletedBeginsAnewAndOneThatWasReplacedGoesOn() throws Exception {
        try (EventLogWriter writer = open()) {
            writer.accept(OwnEvents.step(1));
            assertThat(writer.sync()).isTrue();
            Files.delete(log);
            writer.accept(OwnEvents.step(2));
            assertThat(writer.sync()).isTrue();
            assertThat(Logs.read(log)).isEqualTo(Logs.steps(2, 2));
            Path other = dir.resolve("other");
            Logs.write(other, OwnEvents.step(7));
            Files.move(other, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            writer.accept(OwnEvents.step(8));
            assertThat(writer.sync()).isTrue();
            assertThat(Logs.read(log)).isEqualTo(Logs.steps(7, 8));
        }
        assertThat(alarm.failures).isEmpty();
        assertThat(alarm.gone).isEmpty();
    }

    @Test
    void aFolderInPlaceOfTheLogDelaysEventsButLosesNone() throws Exception {
        try (EventLogWriter writer = open()) {
            writer.accept(OwnEvents.step(1));
            assertThat(writer.sync()).isTrue();
            Files.delete(log);
            Files.createDirectory(log);
            Logs.steps(2, 100).forEach(writer);
            assertThat(alarm.failures.poll(Patience.LIMIT.toSeconds(), SECONDS)).isNotNull();
            Logs.steps(101, 200).forEach(writer);
            Files.delete(log);
            assertThat(alarm.recoveries.poll(Patience.LIMIT.toSeconds(), SECONDS))
                    .isZero();
            assertThat(writer.sync()).isTrue();
            assertThat(Logs.read(log)).isEqualTo(Logs.steps(2, 200));
        }
    }

    @Test
    void aLogWhoseFolderIsMovedIsWholeInItsNewPlace() throws Exception {
        Path folder = Files.createDirectory(dir.resolve("run"));
        Path moved = dir.resolve("moved");
        log = folder.resolve("events.jsonl");
        try (EventLogWriter writer = open()) {
            writer.accept(OwnEvents.step(1));
            assertThat(writer.sync()).isTrue();
            Files.move(folder, moved);
            Logs.steps(2, 3).forEach(writer);
            assertThat(writer.sync()).isTrue();
            assertThat(alarm.gone.poll(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
            assertThat(folder).doesNotExist();
            assertThat(Logs.read(moved.resolve("events.jsonl"))).isEqualTo(Logs.steps(1, 3));
            Files.move(moved, folder);
            writer.accept(OwnEvents.step(4));
        }
        assertThat(Logs.read(log)).isEqualTo(Logs.steps(1, 4));
        assertThat(alarm.gone).as("told of once").isEmpty();
        assertThat(alarm.failures).isEmpty();
    }

    @Test
    void beyondTheBoundOnlyStepsAndUsageAreLost() throws Exception {
        logOnAFullDisk();
        long lost;
        try (EventLogWriter writer = open(10)) {
            Logs.steps(1, 1).forEach(writer);
            assertThat(alarm.failures.poll(Patience.LIMIT.toSeconds(), SECONDS)).isNotNull();
            Logs.steps(2, 100).forEach(writer);
            writer.accept(OwnEvents.epoch(1, 100, 0.5, true));
            makeWritable();
            lost = alarm.recoveries.poll(Patience.LIMIT.toSeconds(), SECONDS);
        }
        List<TrainEvent> kept = Logs.read(log);
        assertThat(kept).contains(OwnEvents.epoch(1, 100, 0.5, true));
        assertThat(lost).isEqualTo(89);
        assertThat(kept).hasSize(12).startsWith(Logs.steps(1, 11).toArray(TrainEvent[]::new));
    }

    @Test
    void closingWhileTheDiskIsFullSaysSo() throws Exception {
        logOnAFullDisk();
        EventLogWriter writer = open();
        writer.accept(OwnEvents.step(1));
        assertThatThrownBy(writer::close).isInstanceOf(IOException.class);
    }

    /** A write that gets half of its bytes onto a real disk before that is full. */
    @Test
    void aLineThatWasHalfWrittenIsFinishedOnce() throws Exception {
        Path disk = Files.createDirectory(dir.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
                .as("may mount a small file system")
                .isZero();
        try {
            log = disk.resolve("events.jsonl");
            Path filler = disk.resolve("filler");
            Files.write(filler, new byte[40 << 10]);
            try (EventLogWriter writer = open()) {
                Logs.steps(1, 300).forEach(writer);
                assertThat(alarm.failures.poll(Patience.LIMIT.toSeconds(), SECONDS))
                        .hasMessageContaining("space");
                assertThat(Files.size(log)).isPositive();
                Files.delete(filler);
                assertThat(alarm.recoveries.poll(Patience.LIMIT.toSeconds(), SECONDS))
                        .isZero();
                assertThat(writer.sync()).isTrue();
            }
            assertThat(Logs.read(log)).isEqualTo(Logs.steps(1, 300));
            assertThat(Files.readAllBytes(log)).isEqualTo(Logs.bytes(Logs.steps(1, 300)));
        } finally {
            run("umount", disk.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
