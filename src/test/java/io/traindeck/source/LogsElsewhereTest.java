package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.remote.RemotePath;
import io.traindeck.remote.RemoteRuns;
import io.traindeck.remote.StandInSsh;
import io.traindeck.source.LogSamples.Sample;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of every format on another machine, which is this one behind a shell: they tell there what they tell here. */
class LogsElsewhereTest {
    @TempDir
    Path dir;

    private final Semaphore news = new Semaphore(0);
    private Path home;
    private RemoteRuns remote;

    @BeforeEach
    void connect() throws IOException {
        home = Files.createDirectory(dir.resolve("home"));
        remote = new RemoteRuns(new StandInSsh(dir, "sh", home).env());
    }

    @AfterEach
    void disconnect() {
        remote.close();
    }

    private static RemotePath there(String path) {
        return RemotePath.of("gpu2:" + path).orElseThrow();
    }

    /** Writes each sample in a folder of its own, whose name is its number. */
    private List<Sample> write(List<Sample> samples) throws IOException {
        for (int i = 0; i < samples.size(); i++) {
            for (var file : samples.get(i).files().entrySet()) {
                Path path = home.resolve("logs/" + i).resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
        return samples;
    }

    @Test
    void aCopyOfALogOrOfTheFolderAroundItReadsAsTheLogItself() throws Exception {
        List<Sample> samples = write(LogSamples.all());
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            String folder = "logs/" + i;
            List<TrainEvent> expected = read(sample, home.resolve(folder));
            assertThat(expected).as(sample.toString()).isNotEmpty();

            Path copy = remote.copy(there(folder + "/" + sample.log()), false);
            Path around = remote.copy(there(folder), true);

            assertThat(read(sample, copy.getParent())).as(sample.toString()).isEqualTo(expected);
            assertThat(read(sample, around)).as(sample.toString()).isEqualTo(expected);
        }
    }

    private static List<TrainEvent> read(Sample sample, Path folder) throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        try (EventSource source = sample.format().open(folder.resolve(sample.log()), events::clear)) {
            source.poll(Integer.MAX_VALUE, events::add);
        }
        return events;
    }

    @Test
    void ofAFolderNoWeightsAndNoPicturesAreCopied() throws Exception {
        write(List.of(LogSamples.all().stream()
                .filter(sample -> sample.format() instanceof MlflowLog)
                .findFirst()
                .orElseThrow()));
        Path run = home.resolve("logs/0/run");
        for (String name : List.of("artifacts/model/weights.pth", "artifacts/loss.png", "params/huge")) {
            Files.createDirectories(run.resolve(name).getParent());
            Files.write(run.resolve(name), new byte[5_000]);
        }

        Path copy = remote.copy(there("logs/0/run"), false);

        assertThat(copy.resolve("artifacts")).doesNotExist();
        assertThat(copy.resolve("params/huge")).doesNotExist();
        assertThat(copy.resolve("params/lr")).hasContent("0.1");
        assertThat(copy.resolve("metrics/val/acc")).exists();
    }

    @Test
    void aListFindsTheSameRunsThereAsHere() throws Exception {
        write(LogSamples.all());
        List<RunPlace> expected = places(home.resolve("logs"));
        assertThat(expected).hasSizeGreaterThan(10);
        Path copy = remote.list(there("logs"), news::release);

        remote.connect();

        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!names(places(copy)).equals(names(expected))) {
            assertThat(System.nanoTime())
                    .as("%s and not yet %s", names(expected), names(places(copy)))
                    .isLessThan(deadline);
            news.tryAcquire(100, TimeUnit.MILLISECONDS);
        }
    }

    private static List<RunPlace> places(Path folder) {
        RunSearch search = new RunSearch(folder);
        boolean more = true;
        while (more) {
            more = search.goOn(Long.MAX_VALUE);
        }
        return search.places();
    }

    private static List<String> names(List<RunPlace> places) {
        List<String> names = new ArrayList<>();
        places.forEach(place -> names.add(place.name()));
        return names.stream().sorted().toList();
    }
}
