package io.traindeck.source;

import static io.traindeck.source.Points.point;
import static io.traindeck.source.tensorboard.EventBytes.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.Points.Point;
import io.traindeck.source.tensorboard.EventBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several event files as one run, some of which come or change while it is watched. */
class TensorBoardFolderTest {
    @TempDir
    Path run;

    private final List<TrainEvent> events = new ArrayList<>();
    private int restarts;
    private EventSource source;

    @BeforeEach
    void open() {
        source = new TensorBoardLog().open(run, () -> {
            restarts++;
            events.clear();
        });
    }

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    private void write(String name, EventBytes log) throws IOException {
        Path file = run.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, log.toBytes());
    }

    private void append(String name, EventBytes log) throws IOException {
        Files.write(run.resolve(name), log.toBytes(), StandardOpenOption.APPEND);
    }

    private static EventBytes log(long... steps) {
        EventBytes log = EventBytes.started();
        for (long step : steps) {
            log.scalar("loss", step, step);
        }
        return log;
    }

    private List<Point> poll() throws IOException {
        source.poll(Integer.MAX_VALUE, events::add);
        return Points.of(events);
    }

    private static List<Point> losses(long... steps) {
        List<Point> points = new ArrayList<>();
        for (long step : steps) {
            points.add(point("loss", step, step));
        }
        return points;
    }

    @Test
    void aFolderIsKnownByAnyEventFileInIt() throws IOException {
        assertThat(new TensorBoardLog().knows(Glance.at(run))).isFalse();
        write("notes.txt", log());
        assertThat(new TensorBoardLog().knows(Glance.at(run))).isFalse();
        write("a/b/events.out.tfevents.1.x", log());
        assertThat(new TensorBoardLog().knows(Glance.at(run))).isTrue();
    }

    @Test
    void theSessionsOfARunAreReadInTheOrderOfTheTimesInTheirNames() throws IOException {
        write("events.out.tfevents.1700000300.a", log(5, 6));
        write("events.out.tfevents.1700000200.b", log(3, 4));
        write("events.out.tfevents.900000000.c", log(1, 2));
        assertThat(poll()).isEqualTo(losses(1, 2, 3, 4, 5, 6));
    }

    @Test
    void filesWithoutATimeInTheNameAreOrderedByTheirFirstEvent() throws IOException {
        write("a.tfevents", new EventBytes().scalar("loss", 2, T0 + 2, 2));
        write("b.tfevents", new EventBytes().scalar("loss", 1, T0 + 1, 1));
        write("events.out.tfevents.1699999999.c", new EventBytes().scalar("loss", 0, T0 + 9, 0));
        assertThat(poll()).isEqualTo(losses(0, 1, 2));
    }

    @Test
    void foldersBelowArePartsOfTheNames() throws IOException {
        write("train/events.out.tfevents.1.x.v2", log(1));
        write("runs/my eval/events.out.tfevents.1.x.v2", log(2));
        write("events.out.tfevents.1.x", log(3));
        assertThat(poll())
                .containsExactlyInAnyOrder(
                        point("train/loss", 1, 1), point("runs/my_eval/loss", 2, 2), point("loss", 3, 3));
    }

    @Test
    void whatLiesInAFolderOfTheValidationIsAValidation() throws IOException {
        Map<String, Measured.Kind> kinds = Map.of(
                "validation", Measured.Kind.VALIDATION,
                "a/val/b", Measured.Kind.VALIDATION,
                "Eval", Measured.Kind.VALIDATION,
                "test", Measured.Kind.VALIDATION,
                "train", Measured.Kind.STEP,
                "test_3", Measured.Kind.STEP,
                "invalid", Measured.Kind.STEP);
        for (String folder : kinds.keySet()) {
            write(folder + "/events.out.tfevents.1.x", log(1));
        }
        poll();
        assertThat(events).hasSize(kinds.size()).allSatisfy(event -> {
            Measured measured = (Measured) event;
            String folder = measured.values().names().get(0).replace("/loss", "");
            assertThat(measured.kind()).as(folder).isEqualTo(kinds.get(folder));
        });
    }

    @Test
    void whatFoldersLogComesInTheOrderOfTime() throws IOException {
        write("train/events.out.tfevents.1.x", log(1, 2, 3, 4));
        write(
                "validation/events.out.tfevents.1.x",
                EventBytes.started().scalar("loss", 2, T0 + 2.5, 2).scalar("loss", 4, T0 + 4.5, 4));
        assertThat(poll())
                .extracting(Point::name)
                .containsExactly(
                        "train/loss", "train/loss", "validation/loss", "train/loss", "train/loss", "validation/loss");
    }

    @Test
    void theOrderOfTimeHoldsHoweverFewRecordsAPollReads() throws IOException {
        write("train/events.out.tfevents.1.x", log(1, 2, 3, 4, 5, 6));
        write("validation/events.out.tfevents.1.x", log(2, 4, 6));
        List<TrainEvent> slowly = new ArrayList<>();
        while (source.poll(1, slowly::add) == 1) {
            assertThat(slowly.size()).isLessThan(10);
        }
        try (EventSource second = new TensorBoardLog().open(run, () -> {})) {
            second.poll(Integer.MAX_VALUE, events::add);
        }
        assertThat(slowly).isEqualTo(events);
    }

    @Test
    void onlyWhatIsAppendedComesWithTheNextPoll() throws IOException {
        write("events.out.tfevents.1.x", log(1, 2));
        assertThat(poll()).isEqualTo(losses(1, 2));
        assertThat(source.poll(100, events::add)).isZero();
        append("events.out.tfevents.1.x", new EventBytes().scalar("loss", 3, 3));
        assertThat(source.poll(100, events::add)).isEqualTo(1);
        assertThat(Points.of(events)).isEqualTo(losses(1, 2, 3));
        assertThat(restarts).isZero();
    }

    @Test
    void aFolderThatIsNotThereYetIsWaitedFor() throws IOException {
        Path later = run.resolve("later");
        try (EventSource waiting = new TensorBoardLog().open(later, () -> {})) {
            assertThat(waiting.poll(100, events::add)).isZero();
            write("later/events.out.tfevents.1.x", log(1));
            waiting.poll(100, events::add);
            assertThat(Points.of(events)).isEqualTo(losses(1));
        }
    }

    @Test
    void newFilesAndEmptyOnesAreReadWhenSomethingStandsInThem() throws IOException {
        write("events.out.tfevents.1.x", log(1));
        write("events.out.tfevents.2.x", new EventBytes());
        assertThat(poll()).isEqualTo(losses(1));
        append("events.out.tfevents.2.x", log(2));
        write("events.out.tfevents.3.x", log(3));
        assertThat(poll()).isEqualTo(losses(1, 2, 3));
        write("val/events.out.tfevents.4.x", log(4));
        assertThat(poll()).endsWith(point("val/loss", 4, 4));
        assertThat(restarts).isZero();
    }

    @Test
    void anOlderSessionThatAppearsLaterIsReadBeforeTheNewerAllTheSame() throws IOException {
        write("events.out.tfevents.2.x", log(10, 11));
        poll();
        write("events.out.tfevents.1.x", log(1, 2));
        assertThat(poll()).isEqualTo(losses(1, 2, 10, 11));
        assertThat(restarts).isEqualTo(1);
        assertThat(source.poll(100, events::add)).isZero();
    }

    @Test
    void aFileThatIsReplacedOrCutShortIsReadAnew() throws IOException {
        write("a/events.out.tfevents.1.x", log(1, 2, 3));
        write("b/events.out.tfevents.1.x", log(1));
        poll();
        write("a/events.out.tfevents.1.x", log(7));
        assertThat(poll()).containsExactlyInAnyOrder(point("a/loss", 7, 7), point("b/loss", 1, 1));
        assertThat(restarts).isEqualTo(1);
        Path other = Files.write(run.resolve("other"), log(8, 9).toBytes());
        Files.move(other, run.resolve("a/events.out.tfevents.1.x"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(poll())
                .containsExactlyInAnyOrder(point("a/loss", 8, 8), point("a/loss", 9, 9), point("b/loss", 1, 1));
        assertThat(restarts).isEqualTo(2);
    }

    @Test
    void aFileThatIsCutShortInTheMiddleOfReadingIsReadAnew() throws IOException {
        write("events.out.tfevents.1.x", log(LongStream.range(0, 10_000).toArray()));
        source.poll(5_000, events::add);
        write("events.out.tfevents.1.x", log(1, 2));
        assertThatThrownBy(this::poll).isInstanceOf(IOException.class).hasMessageContaining("shorter");
        assertThat(events).as("what was handed on stays true until then").hasSizeGreaterThan(1000);
        assertThat(poll()).isEqualTo(losses(1, 2));
        assertThat(restarts).isEqualTo(1);
    }

    @Test
    void whatWasReadStaysIfTheFilesAreDeleted() throws IOException {
        write("events.out.tfevents.1.x", log(1));
        poll();
        Files.delete(run.resolve("events.out.tfevents.1.x"));
        assertThat(poll()).isEqualTo(losses(1));
        Files.delete(run);
        assertThat(poll()).isEqualTo(losses(1));
        assertThat(restarts).isZero();
    }

    @Test
    void aSourceThatWasClosedGoesOnWhereItStopped() throws IOException {
        write("events.out.tfevents.1.x", log(1, 2, 3));
        source.poll(2, events::add);
        source.close();
        assertThat(poll()).isEqualTo(losses(1, 2, 3));
    }

    @Test
    void linksAreFollowedButNotInCircles(@TempDir Path elsewhere) throws IOException {
        write("real/events.out.tfevents.1.x", log(1));
        Files.createSymbolicLink(run.resolve("circle"), run);
        Files.createSymbolicLink(run.resolve("real/up"), run);
        Files.createSymbolicLink(run.resolve("dangling.tfevents"), run.resolve("nothing"));
        Files.write(elsewhere.resolve("events.out.tfevents.1.x"), log(2).toBytes());
        Path linked = Files.createSymbolicLink(run.resolve("linked"), elsewhere);
        assertThat(poll()).containsExactlyInAnyOrder(point("real/loss", 1, 1), point("linked/loss", 2, 2));
        Files.delete(linked);
    }

    @Test
    void whatCannotBeLookedAtAndIsNoEventFileIsPassedOver() throws IOException {
        write("events.out.tfevents.1", log(1, 2));
        Files.createSymbolicLink(run.resolve("itself"), run.resolve("itself"));

        assertThat(poll()).isEqualTo(losses(1, 2));
    }

    @Test
    void aFileThatCannotBeReadHoldsUpNoOther() throws IOException {
        write("events.out.tfevents.1.x", log(1));
        write("events.out.tfevents.2.x", log(2));
        Path first = run.resolve("events.out.tfevents.1.x");
        Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(first), "skipped: root may read everything");
        assertThatThrownBy(this::poll).isInstanceOf(IOException.class).hasMessageContaining("tfevents.1");
        assertThat(Points.of(events)).isEqualTo(losses(2));
        Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
        assertThat(poll()).isEqualTo(losses(2, 1));
    }

    @Test
    void moreFilesThanARunHasAreLeftOutAndSaidSo() throws IOException {
        for (int i = 0; i < 520; i++) {
            write("trial" + i + "/events.out.tfevents.1.x", log(i));
        }
        poll();
        assertThat(events.stream().filter(Measured.class::isInstance)).hasSize(512);
        assertThat(events.stream().filter(Described.class::isInstance))
                .singleElement()
                .satisfies(said ->
                        assertThat(((Described) said).about().facts()).isEqualTo(Map.of("event_files_left_out", "8")));
    }
}
