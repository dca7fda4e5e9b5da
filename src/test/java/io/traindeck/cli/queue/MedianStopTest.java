package io.traindeck.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MedianStopTest {
    @TempDir
    Path dir;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<QueuedRun> runs = new ArrayList<>();

    private RunFolder done(double first, double second) {
        return folder(new MadeRun(dir, "run-" + runs.size())
                .epoch(0.5, first)
                .epoch(0.5, second)
                .ended(EndReason.COMPLETED));
    }

    /** Returns a run that has validated once. */
    private RunFolder training(double first) throws IOException {
        RunFolder folder = folder(new MadeRun(dir, "run-" + runs.size()).epoch(0.5, first));
        Files.createDirectory(folder.commands());
        return folder;
    }

    private RunFolder folder(MadeRun run) {
        RunFolder folder = run.outcome().folder();
        runs.add(new QueuedRun(folder, () -> null));
        return folder;
    }

    private void look(RunFolder run) {
        RunQueue queue = new RunQueue("sweep", dir, "x", runs);
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        MedianStop stop = new MedianStop(queue, new QueuePrinter(out, false, true));
        stop.accept(run);
        stop.accept(run);
    }

    private static List<String> sent(RunFolder run) throws IOException {
        try (Stream<Path> files = Files.list(run.commands())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aRunThatIsWorseThanTheMedianIsToldToStopOnceAndTheLogWillSayByWhom() throws Exception {
        RunFolder worse = training(0.35);
        // What they had after as many validations counts, not what became of them.
        done(0.2, 0.9);
        done(0.4, 0.4);
        done(0.6, 0.6);

        look(worse);

        assertThat(sent(worse)).singleElement().asString().endsWith("-stop-worst.json");
        assertThat(Files.readString(worse.commands().resolve(sent(worse).get(0))))
                .contains("\"stop\"");
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("run-0 is stopped at validation 1: its best val_acc of 35.00% is worse than 40.00%,"
                        + " the median of 3 others by then");
    }

    @Test
    void aRunThatIsAsGoodAsTheMedianGoesOn() throws Exception {
        RunFolder good = training(0.4);
        done(0.2, 0.9);
        done(0.4, 0.4);
        done(0.6, 0.6);

        look(good);

        assertThat(sent(good)).isEmpty();
    }

    @Test
    void twoOthersHaveNoMedianWorthTheName() throws Exception {
        RunFolder worst = training(0.1);
        done(0.5, 0.9);
        done(0.4, 0.4);
        training(0.7);
        runs.remove(3);

        look(worst);

        assertThat(sent(worst)).isEmpty();
    }
}
