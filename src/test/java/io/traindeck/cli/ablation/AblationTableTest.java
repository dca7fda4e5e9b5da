package io.traindeck.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.cli.queue.MadeRun;
import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.train.Ladder;
import io.traindeck.train.LeaveOneOut;
import io.traindeck.train.Part;
import io.traindeck.train.Recipe;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AblationTableTest {
    private static final Ladder LADDER = new Ladder(Recipe.UPGRADED.dials(42), Ladder.all());

    @TempDir
    Path dir;

    private int made;

    private RunOutcome done(double valAcc) {
        return done(valAcc, EndReason.COMPLETED);
    }

    private RunOutcome done(double valAcc, EndReason reason) {
        return new MadeRun(dir, "run-" + made++)
                .epoch(0.5, valAcc)
                .epoch(0.6, 0.1)
                .ended(reason)
                .outcome();
    }

    private RunOutcome failed() {
        return new MadeRun(dir, "run-" + made++)
                .epoch(0.5, 0.9)
                .ended(EndReason.FAILED)
                .outcome();
    }

    private RunOutcome crashed() {
        return new MadeRun(dir, "run-" + made++).epoch(0.5, 0.9).outcome();
    }

    @SafeVarargs
    private static List<String> lines(List<RunOutcome>... bySeed) {
        List<AblationRow> rows = new ArrayList<>();
        for (List<RunOutcome> outcomes : bySeed) {
            rows.add(new AblationRow(LADDER.variants(42).get(rows.size()), outcomes));
        }
        return new AblationTable(LADDER, rows, StandardCharsets.UTF_8).lines();
    }

    @Test
    void tellsWhatEachRungHasBought() {
        assertThat(lines(List.of(done(0.5)), List.of(done(0.625)), List.of(done(0.6))))
                .startsWith(
                        "| rung       | val_acc, % | bought | in all | epoch |    gap |  time |",
                        "| ---------- | ---------: | -----: | -----: | ----: | -----: | ----: |",
                        "| vanilla    |      50.00 |      - |      - |     1 | +50.00 | 2m10s |",
                        "| +batchnorm |      62.50 | +12.50 | +12.50 |     1 | +50.00 | 2m10s |",
                        "| +augment   |      60.00 |  -2.50 | +10.00 |     1 | +50.00 | 2m10s |",
                        "");
    }

    /** 2, 4 and 6 points more: 4 on average, and 2 the sample standard deviation. */
    @Test
    void takesDifferencesSeedBySeed() {
        List<String> lines =
                lines(List.of(done(0.50), done(0.60), done(0.70)), List.of(done(0.56), done(0.62), done(0.74)));

        assertThat(lines.get(2)).startsWith("| vanilla    |  60.0±10.0 |");
        assertThat(lines.get(3)).startsWith("| +batchnorm |   64.0±9.2 | +4.0±2.0 | +4.0±2.0 |");
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("sample standard deviation over 3 seeds"));
    }

    @Test
    void tellsWhatIsLostWithoutEachPart() {
        LeaveOneOut plan = new LeaveOneOut("fast", Recipe.FAST.dials(42), List.of(Part.EMA, Part.MUON));
        List<AblationRow> rows = new ArrayList<>();
        for (RunOutcome outcome : List.of(done(0.9), done(0.875), failed())) {
            rows.add(new AblationRow(plan.variants(42).get(rows.size()), List.of(outcome)));
        }

        assertThat(new AblationTable(plan, rows, StandardCharsets.UTF_8).lines())
                .startsWith(
                        "| run          | val_acc, % | without it | epoch |    gap |  time |",
                        "| ------------ | ---------: | ---------: | ----: | -----: | ----: |",
                        "| fast         |      90.00 |          - |     1 | +50.00 | 2m10s |",
                        "| without ema  |      87.50 |      -2.50 |     1 | +50.00 | 2m10s |",
                        "| without muon |     failed |          - |     - |      - |     - |",
                        "",
                        "val_acc: of the best epoch; gap: train_acc - val_acc of the last one, in points;",
                        "without it: points more than fast, which has all.");
    }

    @Test
    void zeroHasNoSign() {
        List<String> one = lines(List.of(done(0.50001)), List.of(done(0.5)));
        assertThat(one.get(3)).startsWith("| +batchnorm |      50.00 |   0.00 |   0.00 |");
        List<String> two = lines(List.of(done(0.5004), done(0.6)), List.of(done(0.52), done(0.58)));
        assertThat(two.get(3)).startsWith("| +batchnorm |   55.0±4.2 | 0.0±2.8 | 0.0±2.8 |");
    }

    @Test
    void aSeedWithoutAResultIsLeftOutAndNamed() {
        List<String> lines = lines(List.of(done(0.50), done(0.60)), List.of(done(0.56), failed()));

        assertThat(lines.get(3)).startsWith("| +batchnorm |      56.00 |  +6.00 |  +6.00 |");
        assertThat(lines).contains("run-3 failed: the loss is not a number");
    }

    @Test
    void aFailedRungSaysSoAndBuysNothing() {
        List<String> lines = lines(List.of(done(0.5)), List.of(failed()), List.of(done(0.75)), List.of(crashed()));

        assertThat(lines.get(3)).startsWith("| +batchnorm |     failed |      - |      - |     - |");
        assertThat(lines.get(4)).as("nothing to compare with").startsWith("| +augment   |      75.00 |      - |");
        assertThat(lines.get(4)).contains("| +25.00 |");
        assertThat(lines.get(5)).startsWith("| +adamw     |    crashed |      - |");
        assertThat(lines)
                .contains(
                        "run-1 failed: the loss is not a number",
                        "run-3 crashed after 1 of 2 epochs; trainer.log in its folder may say why.");
    }

    @Test
    void aRunThatEndedBeforeItsTimeIsNamed() {
        assertThat(lines(List.of(done(0.5, EndReason.STOPPED)), List.of(done(0.5, EndReason.EARLY_STOP))))
                .contains(
                        "run-0 was stopped by hand after 2 of 2 epochs.",
                        "run-1 stopped early, out of patience, after 2 of 2 epochs.");
    }

    @Test
    void isAsciiWhereNothingElsePrints() {
        List<AblationRow> rows = List.of(new AblationRow(LADDER.variants(42).get(0), List.of(done(0.5), done(0.7))));

        assertThat(new AblationTable(LADDER, rows, StandardCharsets.US_ASCII).lines())
                .allMatch(line -> line.chars().allMatch(c -> c < 128))
                .anyMatch(line -> line.contains("60.0+/-14.1"));
    }

    @ParameterizedTest
    @CsvSource({"1, Curves: traindeck compare ", "2, Curves of the first seed: traindeck compare"})
    void theCurvesAreThoseOfOneLadder(int seeds, String beginning) throws Exception {
        Ablation ablation = new Ablation(Path.of("nowhere"), "a", LADDER, 42, seeds);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);

        AblationTable.print(ablation, ablation.rows(), printer);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .last()
                .asString()
                .startsWith(beginning + " nowhere/a-0-vanilla nowhere/a-1-batchnorm ")
                .doesNotContain("-s43");
    }
}
