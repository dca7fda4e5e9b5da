package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemainingPointsTest {
    @TempDir
    private Path dir;

    private RemainingPoints points(Path log) {
        return new RemainingPoints(LoggedRun.found(log, new FoundLog(log, new TinyLog("tiny", "")), List.of()));
    }

    private Path log(String... lines) throws IOException {
        return Files.writeString(dir.resolve("log"), "tiny\n" + String.join("\n", lines) + "\n");
    }

    private List<String> remaining(String... lines) throws IOException {
        RemainingPoints points = points(log(lines));
        points.read(event -> {}, () -> {});
        return told(points);
    }

    private static List<String> told(RemainingPoints points) throws IOException {
        List<String> told = new ArrayList<>();
        points.forEach(m -> told.add(line(m)));
        return told;
    }

    private static String line(Measured m) {
        StringBuilder line = new StringBuilder(m.kind().name().toLowerCase(Locale.ROOT) + " " + m.step());
        for (int i = 0; i < m.values().size(); i++) {
            line.append(' ')
                    .append(m.values().names().get(i))
                    .append('=')
                    .append(m.values().at(i));
        }
        return line.toString();
    }

    @Test
    void allPointsOfARisingSeriesHold() throws IOException {
        String[] lines = {"step 0 a=1.0", "step 5 a=2.0 b=3.0", "step 6 a=3.0"};
        RemainingPoints points = points(log(lines));
        List<TrainEvent> events = new ArrayList<>();
        points.read(events::add, () -> {});
        assertThat(events).hasSize(3);
        assertThat(points.isAnyDropped()).isFalse();
        assertThat(told(points)).containsExactly(lines);
    }

    @Test
    void aLaterSessionReplacesTheEarlierFromItsFirstStepOn() throws IOException {
        assertThat(remaining("step 1 a=1.0", "step 2 a=2.0", "step 3 a=3.0", "step 2 a=20.0", "step 5 a=50.0"))
                .containsExactly("step 1 a=1.0", "step 2 a=20.0", "step 5 a=50.0");
    }

    @Test
    void aStepThatComesTwiceHoldsOnce() throws IOException {
        assertThat(remaining("step 1 a=1.0", "step 1 a=2.0", "step 2 a=3.0"))
                .containsExactly("step 1 a=2.0", "step 2 a=3.0");
    }

    @Test
    void aSeriesThatGoesBackLeavesTheOthersAlone() throws IOException {
        assertThat(remaining("step 7 a=1.0 b=2.0", "step 8 a=3.0", "step 3 b=4.0"))
                .containsExactly("step 7 a=1.0", "step 8 a=3.0", "step 3 b=4.0");
    }

    @Test
    void theLineOfAnEpochDoesNotReplaceItsLastStep() throws IOException {
        String[] lines = {"step 9 lr=1.0", "epoch 9 lr=2.0", "step 10 lr=3.0"};
        assertThat(remaining(lines)).containsExactly(lines);
    }

    @Test
    void aResumedTrainerDropsLaterStepsOfAllSeriesAndLaterEpochs() throws IOException {
        assertThat(remaining("epoch 9 loss=1.0", "step 14 a=1.0", "step 15 b=1.0", "epoch 19 loss=2.0", "resumed 14 1"))
                .as("the epoch of step 19 is 1")
                .containsExactly("epoch 9 loss=1.0", "step 14 a=1.0");
        assertThat(remaining("epoch 10 loss=1.0", "step 10 a=1.0", "resumed 10 1"))
                .containsExactly("step 10 a=1.0");
    }

    @Test
    void whereTheEpochIsNotKnownThatATrainerGoesOnWithTheStepAloneDecides() throws IOException {
        assertThat(remaining("epoch 9 loss=1.0", "step 14 a=1.0", "step 15 b=1.0", "epoch 19 loss=2.0", "resumed 14 0"))
                .containsExactly("epoch 9 loss=1.0", "step 14 a=1.0");
    }

    @Test
    void aLogThatGrowsBetweenTheReadingsIsReadAsFarAsBefore() throws IOException {
        Path log = log("step 1 a=1.0");
        RemainingPoints points = points(log);
        points.read(event -> {}, () -> {});
        Files.writeString(log, "step 1 a=2.0\n", StandardOpenOption.APPEND);
        assertThat(told(points)).containsExactly("step 1 a=1.0");
    }

    @Test
    void aLogThatIsCutShortBetweenTheReadingsIsAnError() throws IOException {
        Path log = log("step 1 a=1.0", "step 2 a=1.0");
        RemainingPoints points = points(log);
        List<TrainEvent> events = new ArrayList<>();
        points.read(events::add, () -> {});
        log("step 1 a=1.0");
        assertThatThrownBy(() -> told(points)).isInstanceOf(IOException.class).hasMessageContaining("changed");
    }

    @Test
    void namesThatAreTooManyAreLeftOut() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < NameIndex.MOST + 10; i++) {
            lines.add("step 1 name" + i + "=1.0");
        }
        lines.add("step 2 name0=2.0");
        assertThat(remaining(lines.toArray(String[]::new)))
                .hasSize(NameIndex.MOST + 1)
                .last()
                .isEqualTo("step 2 name0=2.0");
    }

    /** The rule word by word, all points in memory: blocks of any size tell the same. */
    @Property(tries = 500)
    void blocksTellWhatTheRuleSays(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            lines.add(randomLine(random));
        }
        Path file = Files.createTempFile("points", ".log");
        try {
            Files.writeString(
                    file, "tiny\n" + lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
            LoggedRun run = LoggedRun.found(file, new FoundLog(file, new TinyLog("tiny", "")), List.of());
            RemainingPoints points = new RemainingPoints(run, 1 + random.nextInt(20));
            points.read(event -> {}, () -> {});
            List<String> expected = byTheRule(lines);
            assertThat(told(points)).isEqualTo(expected);
            lines.removeIf(line -> line.startsWith("resumed"));
            assertThat(points.isAnyDropped() || expected.equals(lines)).isTrue();
        } finally {
            Files.delete(file);
        }
    }

    private static String randomLine(Random random) {
        int step = random.nextInt(30);
        if (random.nextInt(20) == 0) {
            return "resumed " + step + " " + (1 + step / 10);
        }
        String kind = List.of("step", "step", "validation", "epoch").get(random.nextInt(4));
        List<String> names = new ArrayList<>(List.of("a", "b", "c"));
        names.subList(0, random.nextInt(3)).clear();
        return kind + " " + step
                + names.stream()
                        .map(name -> " " + name + "=" + (double) random.nextInt(100))
                        .collect(Collectors.joining());
    }

    private static List<String> byTheRule(List<String> lines) {
        List<List<String>> held = new ArrayList<>();
        for (String line : lines) {
            List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
            int step = Integer.parseInt(words.get(1));
            boolean resumed = words.get(0).equals("resumed");
            for (List<String> earlier : held) {
                int at = Integer.parseInt(earlier.get(1));
                if (resumed) {
                    boolean ofEpoch = earlier.get(0).equals("epoch") && at / 10 >= Integer.parseInt(words.get(2));
                    earlier.subList(2, at > step || ofEpoch ? earlier.size() : 2)
                            .clear();
                } else if (earlier.get(0).equals(words.get(0)) && at >= step) {
                    List<String> names = words.stream()
                            .skip(2)
                            .map(RemainingPointsTest::name)
                            .toList();
                    earlier.subList(2, earlier.size()).removeIf(value -> names.contains(name(value)));
                }
            }
            if (!resumed) {
                held.add(words);
            }
        }
        return held.stream()
                .filter(words -> words.size() > 2)
                .map(words -> String.join(" ", words))
                .toList();
    }

    private static String name(String value) {
        return value.substring(0, value.indexOf('='));
    }
}
