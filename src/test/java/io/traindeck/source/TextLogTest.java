package io.traindeck.source;

import static io.traindeck.source.PrintedText.points;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text in a file: how it is known, how it grows, and lines that are drawn over themselves. */
class TextLogTest {
    private static final Format TEXT = new TextLog();

    /** A bit of everything that takes more than one line. */
    private static final String EVERY_ODDITY =
            """
            Epoch 1/3\r
            \r  0%|          | 0/100 [00:00<?, ?it/s]\r 50%|#####     | 50/100 [00:01<00:01, 45.1it/s, loss=9]\r
            [Epoch 1 Batch 50/100] loss=5, acc=0.1
            [Epoch 1 Batch 100/100] loss=4, acc=0.2
            [Epoch 1] Validation:
            \u001b[32mmAP=0.5\u001b[0m
            | loss | 3   |
            | step | 300 |
            --------------
            Epoch 2/3
            [Epoch 2 Batch 50/100] loss=2, acc=nan
            [Epoch 2] Validation:
            mAP=0.625

               epoch   train_loss   time
                   2        0.125  00:12
                   3        0.0625 01:12
            {"epoch": 3, "loss": "1.5", "note": "ä"}
            """;

    @TempDir
    Path dir;

    private Collected read(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("nohup.out"), text);
        try (EventSource source = TEXT.open(file, () -> {})) {
            return Collected.allOf(source);
        }
    }

    @Test
    void anyTextIsKnownAndNothingWithZeroBytes() throws IOException {
        assertThat(TEXT.knows(Glance.at(Files.writeString(dir.resolve("a"), "loss 0.5\n"))))
                .isTrue();
        assertThat(TEXT.knows(Glance.at(Files.write(dir.resolve("b"), new byte[] {'a', 0, 'b'}))))
                .isFalse();
        assertThat(TEXT.knows(Glance.at(dir))).isFalse();
    }

    @Test
    void ofALineThatIsDrawnOverTheLastStateCounts() throws IOException {
        Collected all = read(
                "Epoch 1\r\n"
                        + " 10%|#    | 1/10 [00:01<00:09, 1.0it/s, loss=9]\r 50%|##5  | 5/10 [00:01<00:09, 1.0it/s, loss=5]"
                        + "\r100%|#####| 10/10 [00:01<00:00, 1.0it/s, loss=4]\n"
                        + "Epoch 2\r\n"
                        + " 10%|#    | 1/10 [00:01<00:09, 1.0it/s, loss=3]\r100%|#####| 10/10 [00:01<00:00, 1.0it/s, loss=2]\r\n");

        assertThat(points(all, "loss")).isEqualTo("10=4 20=2");
    }

    @Test
    void aBarThatGaveWayToALineSaysWhereTheLineStands() throws IOException {
        Collected all = read("\r 10%|#    | 10/100 [00:01<00:09, 1.0it/s]\r          \r{'loss': 5.0, 'epoch': 0.1}\n"
                + "\r 20%|##   | 20/100 [00:01<00:09, 1.0it/s]\r          \r{'loss': 4.0, 'epoch': 0.2}\n");

        assertThat(points(all, "loss")).isEqualTo("10=5 20=4");
        // Parts of an epoch are reckoned from a step that goes on.
        assertThat(all.about().plan().steps()).isEqualTo(100);
    }

    @Test
    void theOneBarOfALongTrainingIsShownNowAndThen() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int step = 1; step <= 1500; step++) {
            text.append("\r 10%|#    | ")
                    .append(step)
                    .append("/2000 [00:01<00:09, 1.0it/s, loss=")
                    .append(step)
                    .append(']');
        }

        Collected all = read(text.append('\r').toString());

        assertThat(points(all, "loss")).isEqualTo("1100=1100 1200=1200 1300=1300 1400=1400");
    }

    @Test
    void whoFollowsABarMayTakeItsStatesToo() throws IOException {
        Path file = Files.writeString(
                dir.resolve("trainer.log"),
                "Epoch 1/2\r\n\r 10%|#    | 1/10 [00:01<00:09, 1.0it/s, loss=9]\r 50%|##5  | 5/10 [00:01<00:09, 1.0it/s, loss=5]"
                        + "\r 60%|###  | 6/10 [00:01<00:09, 1.0it/s, loss=4]\r100%|#####| 10/10 [00:01<00:00, 1.0it/s, loss=3]\r\n");
        Deque<Boolean> due = new ArrayDeque<>(List.of(false, true, true, true));

        try (EventSource source = new TextSource(file, () -> 1_000, due::remove, () -> {})) {
            Collected all = Collected.allOf(source);

            assertThat(points(all, "loss")).isEqualTo("5=5 6=4 10=3");
            assertThat(all.measured()).extracting(Measured::timeMs).containsOnly(1_000L);
        }
    }

    @Test
    void cutAtEveryByteAndGrownItEndsAsOneThatWasThereAtOnce() throws IOException {
        byte[] whole = EVERY_ODDITY.getBytes(StandardCharsets.UTF_8);
        List<TrainEvent> expected = read(EVERY_ODDITY).events();
        assertThat(expected).hasSizeGreaterThan(10);
        Path file = dir.resolve("slurm-1.out");
        for (int cut = 0; cut <= whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            Collected grown = new Collected();
            try (EventSource source = TEXT.open(file, () -> {
                throw new AssertionError("the file only grew");
            })) {
                grown.drain(source);
                assertThat(expected.subList(0, grown.events().size())).isEqualTo(grown.events());
                Files.write(file, Arrays.copyOfRange(whole, cut, whole.length), StandardOpenOption.APPEND);
                grown.drain(source);
                assertThat(grown.events()).isEqualTo(expected);
                assertThat(source.share()).isEqualTo(1);
                assertThat(source.unreadable()).isZero();
            }
        }
    }

    @Test
    void aFileThatIsWrittenAnewIsReadAnew() throws IOException {
        Path file = Files.writeString(dir.resolve("train.log"), "step 1 loss 5\nstep 2 loss 4\nstep 3 loss 3\n");
        Collected[] log = {new Collected()};
        try (EventSource source = TEXT.open(file, () -> log[0] = new Collected())) {
            log[0].drain(source);
            Files.writeString(file, "step 1 acc 0.5\nstep 2 acc 0.25\n");
            source.poll(100, event -> log[0].take(event));
        }

        assertThat(log[0].series()).containsOnlyKeys("acc");
    }

    @Test
    void aLineWithoutItsEndIsNotWrittenYet() throws IOException {
        assertThat(points(read("step 1 loss 5\nstep 2 loss 4\nstep 3 loss 3"), "loss"))
                .isEqualTo("1=5 2=4");
    }

    @Test
    void linesOfAMegabyteAndMoreAreCountedAndPassedOver() throws IOException {
        String dump = "x".repeat(2 << 20);
        Path file = Files.writeString(dir.resolve("a"), "step 1 loss 5\n" + dump + "\nstep 2 loss 4\n");
        try (EventSource source = TEXT.open(file, () -> {})) {
            assertThat(points(Collected.allOf(source), "loss")).isEqualTo("1=5 2=4");
            assertThat(source.unreadable()).isEqualTo(1);
        }
    }
}
