package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuQueryTest {

    @TempDir
    Path folder;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void deliversLinesWhileTheProgramRuns() throws Exception {
        try (GpuQuery query = query(RecordedNvidiaSmi.twoCards())) {
            assertThat(line()).isEqualTo(RecordedNvidiaSmi.FIRST);
            assertThat(line()).isEqualTo(RecordedNvidiaSmi.SECOND);
            assertThat(ended.getCount()).as("still open").isEqualTo(1);
        }
    }

    @Test
    void asksOnceForEverything() throws Exception {
        try (GpuQuery query = query("for a in \"$@\"; do echo \"$a\"; done; cat; exec sleep 1000\n")) {
            assertThat(List.of(line(), line(), line()))
                    .containsExactly(
                            "--query-gpu=index,uuid,utilization.gpu,memory.used,memory.total,temperature.gpu,power.draw,name",
                            "--format=csv,noheader,nounits",
                            "--loop=5");
        }
    }

    @Test
    void tellsWhenTheProgramExits() throws Exception {
        try (GpuQuery query = query("echo 'No devices were found'; exit 6\n")) {
            awaitEnd();
            assertThat(lines).containsExactly("No devices were found");
        }
    }

    @Test
    void aProgramThatIsAbsentHasNothingToSay() throws Exception {
        try (GpuQuery query = open(folder.resolve("absent").toString())) {
            awaitEnd();
            assertThat(lines).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo $$; while :; do echo garbage; done\n",
                "echo $$; exec tr '\\0' x </dev/zero\n",
            })
    void endsAProgramThatPrintsGarbage(String script) throws Exception {
        List<String> ill = new ArrayList<>();
        try (GpuQuery query = new GpuQuery(
                RecordedNvidiaSmi.write(folder, script),
                line -> {
                    lines.add(line);
                    ill.add(line);
                    return false;
                },
                ended::countDown)) {
            Optional<ProcessHandle> program = ProcessHandle.of(Long.parseLong(line()));
            awaitEnd();
            if (program.isPresent()) { // else it was gone before anybody could look
                awaitExit(program.get());
            }
            assertThat(ill).hasSizeLessThan(200);
        }
    }

    @Test
    void closingEndsAProgramThatHangs() throws Exception {
        ProcessHandle program;
        try (GpuQuery query = query(RecordedNvidiaSmi.HANGING)) {
            program = program(line());
            assertThat(program.isAlive()).isTrue();
        }
        awaitEnd();
        awaitExit(program);
    }

    @Test
    void aProgramThatRefusesToEndIsEnded() throws Exception {
        ProcessHandle program;
        try (GpuQuery query = query("trap '' TERM INT HUP PIPE; " + RecordedNvidiaSmi.HANGING)) {
            program = program(line());
        }
        awaitExit(program);
    }

    @Test
    void aProgramThatHangsEndsWithAProcessThatIsKilled() throws Exception {
        Process trainer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Trainer.class.getName(),
                        RecordedNvidiaSmi.write(folder, RecordedNvidiaSmi.HANGING))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = trainer.inputReader()) {
            ProcessHandle program = program(output.readLine());
            assertThat(program.isAlive()).isTrue();

            trainer.destroyForcibly();

            awaitExit(program);
        }
    }

    /** Asks, tells what it hears, and stays until it is killed. */
    static final class Trainer {
        public static void main(String[] arguments) throws InterruptedException {
            CountDownLatch forever = new CountDownLatch(1);
            GpuQuery query = new GpuQuery(
                    arguments[0],
                    line -> {
                        System.out.println(line);
                        return true;
                    },
                    () -> {});
            try (query) {
                forever.await();
            }
        }
    }

    private GpuQuery query(String script) throws IOException {
        return open(RecordedNvidiaSmi.write(folder, script));
    }

    private GpuQuery open(String program) {
        return new GpuQuery(program, lines::add, ended::countDown);
    }

    private String line() throws InterruptedException {
        String line = lines.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(line).as("a line").isNotNull();
        return line;
    }

    private void awaitEnd() throws InterruptedException {
        assertThat(ended.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("ended")
                .isTrue();
    }

    /** Returns the process that named itself in a line, alone or as a card's used memory. */
    private static ProcessHandle program(String line) {
        String[] fields = line.split(", ");
        return ProcessHandle.of(Long.parseLong(fields[fields.length == 1 ? 0 : 3]))
                .orElseThrow();
    }

    private static void awaitExit(ProcessHandle program) throws Exception {
        program.onExit().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
