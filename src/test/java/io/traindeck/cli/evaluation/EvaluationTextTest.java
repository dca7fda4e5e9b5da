package io.traindeck.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.run.RunTask;
import io.traindeck.terminal.GlyphSet;
import io.traindeck.train.ConfusionMatrix;
import io.traindeck.train.ModelEvaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A fixed evaluation as people see it. */
class EvaluationTextTest {
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    private static final int CAT = 3;
    private static final int DOG = 5;

    @Test
    void tenClassesFit80ColumnsInUnicode() {
        String text = String.join("\n", new EvaluationText(GlyphSet.UNICODE, false).lines(report(logged(0.912, 0.25))));
        assertThat(text)
                .isEqualTo(
                        """
                        upgraded: best.safetensors, epoch 7
                        10000 validation images of cifar10, on cpu with 2 threads

                        val_acc     91.20%   as the log has it
                        val_loss   0.2500    as the log has it, to the last bit

                        Right in each class
                          airplane    1000 of 1000      100%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                          automobile   990 of 1000    99.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╸
                          bird         980 of 1000    98.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                          cat          700 of 1000    70.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                          deer         960 of 1000    96.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╸
                          dog          790 of 1000    79.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╸
                          frog         940 of 1000    94.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╸
                          horse        930 of 1000    93.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                          ship         920 of 1000    92.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                          truck        910 of 1000    91.00%  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╸

                        Confusion (rows: what the images are, columns: what they were taken for)
                                     airpl autom  bird   cat  deer   dog  frog horse  ship truck
                          airplane    1000     ·     ·     ·     ·     ·     ·     ·     ·     ·
                          automobile     ·   990    10     ·     ·     ·     ·     ·     ·     ·
                          bird           ·     ·   980    20     ·     ·     ·     ·     ·     ·
                          cat           20     1    50   700    24   200     ·     4     1     ·
                          deer           ·     ·     ·     ·   960    40     ·     ·     ·     ·
                          dog            ·     ·    30   150     ·   790     ·    30     ·     ·
                          frog           ·     ·     ·     ·     ·     ·   940    60     ·     ·
                          horse          ·     ·     ·     ·     ·     ·     ·   930    70     ·
                          ship           ·     ·     ·     ·     ·     ·     ·     ·   920    80
                          truck         90     ·     ·     ·     ·     ·     ·     ·     ·   910
                          airpl airplane, autom automobile

                        Most often confused
                          cat taken for dog         20.00%  (200 of 1000)
                          dog taken for cat         15.00%  (150 of 1000)
                          truck taken for airplane   9.00%  (90 of 1000)
                          ship taken for truck       8.00%  (80 of 1000)
                          horse taken for ship       7.00%  (70 of 1000)""");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void andInAscii() {
        String text = String.join("\n", new EvaluationText(GlyphSet.ASCII, false).lines(report(logged(0.912, 0.25))));
        assertThat(text)
                .isEqualTo(
                        """
                        upgraded: best.safetensors, epoch 7
                        10000 validation images of cifar10, on cpu with 2 threads

                        val_acc     91.20%   as the log has it
                        val_loss   0.2500    as the log has it, to the last bit

                        Right in each class
                          airplane    1000 of 1000      100%  ########################################
                          automobile   990 of 1000    99.00%  ########################################
                          bird         980 of 1000    98.00%  #######################################
                          cat          700 of 1000    70.00%  ############################
                          deer         960 of 1000    96.00%  ######################################
                          dog          790 of 1000    79.00%  ################################
                          frog         940 of 1000    94.00%  ######################################
                          horse        930 of 1000    93.00%  #####################################
                          ship         920 of 1000    92.00%  #####################################
                          truck        910 of 1000    91.00%  ####################################

                        Confusion (rows: what the images are, columns: what they were taken for)
                                     airpl autom  bird   cat  deer   dog  frog horse  ship truck
                          airplane    1000     .     .     .     .     .     .     .     .     .
                          automobile     .   990    10     .     .     .     .     .     .     .
                          bird           .     .   980    20     .     .     .     .     .     .
                          cat           20     1    50   700    24   200     .     4     1     .
                          deer           .     .     .     .   960    40     .     .     .     .
                          dog            .     .    30   150     .   790     .    30     .     .
                          frog           .     .     .     .     .     .   940    60     .     .
                          horse          .     .     .     .     .     .     .   930    70     .
                          ship           .     .     .     .     .     .     .     .   920    80
                          truck         90     .     .     .     .     .     .     .     .   910
                          airpl airplane, autom automobile

                        Most often confused
                          cat taken for dog         20.00%  (200 of 1000)
                          dog taken for cat         15.00%  (150 of 1000)
                          truck taken for airplane   9.00%  (90 of 1000)
                          ship taken for truck       8.00%  (80 of 1000)
                          horse taken for ship       7.00%  (70 of 1000)""");
        assertThat(text.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 127);
    }

    @Test
    void coloursSetOffWhatIsRightAndWhatIsWorstAndMoveNothing() {
        List<String> plain = new EvaluationText(GlyphSet.UNICODE, false).lines(report(logged(0.912, 0.25)));
        List<String> coloured = new EvaluationText(GlyphSet.UNICODE, true).lines(report(logged(0.912, 0.25)));
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9]*m", "")))
                .containsExactlyElementsOf(plain);
        String text = String.join("\n", coloured);
        assertThat(text).contains("\u001b[32m   700\u001b[0m", "\u001b[31m   200\u001b[0m", "\u001b[2m     ·\u001b[0m");
    }

    @Test
    void whatTheLogHasIsComparedInPlainWords() {
        assertThat(head(logged(0.912, 0.25)))
                .containsExactly(
                        "val_acc     91.20%   as the log has it",
                        "val_loss   0.2500    as the log has it, to the last bit");
        assertThat(head(logged(0.9121, Math.nextUp(0.25))))
                .containsExactly(
                        "val_acc     91.20%   the log has 91.21%",
                        "val_loss   0.2500    the log has 0.2500, off by -5.6e-17",
                        "Another machine, device or thread count rounds differently in the last digits.");
        assertThat(head(Optional.of(
                        new EvaluationReport.Recorded("file", 0.5, Optional.empty(), Optional.empty(), true))))
                .containsExactly(
                        "val_acc     91.20%   the file has 50.00%",
                        "val_loss   0.2500",
                        "Other images than those of its run give other numbers: see --data, --limit.");
        assertThat(head(Optional.of(
                        new EvaluationReport.Recorded("log", 0.912, Optional.of(0.25), Optional.empty(), false))))
                .containsExactly(
                        "val_acc     91.20%",
                        "val_loss   0.2500", "Not compared: the run was validated on other images.");
        assertThat(head(Optional.empty()))
                .containsExactly(
                        "val_acc     91.20%", "val_loss   0.2500", "The log has no validation of these weights.");
    }

    @Test
    void theAccuracyWithMirrorImagesHasALineOfItsOwnWhereItIsMeasured() {
        assertThat(head(report(logged(0.912, 0.25), OptionalDouble.of(0.92))))
                .containsExactly(
                        "val_acc         91.20%   as the log has it",
                        "val_loss       0.2500    as the log has it, to the last bit",
                        "val_acc_flip    92.00%   as the log has it");
        assertThat(head(report(logged(0.912, 0.25), OptionalDouble.of(0.93))))
                .endsWith(
                        "val_acc_flip    93.00%   the log has 92.00%",
                        "Another machine, device or thread count rounds differently in the last digits.");
        assertThat(head(report(Optional.empty(), OptionalDouble.of(0.92))))
                .endsWith("val_acc_flip    92.00%", "The log has no validation of these weights.");
    }

    @Test
    void namesOfStrangersDoNotSteerTheTerminal() {
        EvaluationReport report = report(Optional.empty());
        EvaluationReport strange = new EvaluationReport(
                new EvaluationReport.Weights(
                        Optional.of("run\u001b[2J"), report.weights().file(), Optional.of(7), Optional.empty()),
                report.images(),
                report.engine(),
                report.result(),
                report.recorded());
        assertThat(new EvaluationText(GlyphSet.UNICODE, false).lines(strange))
                .first()
                .isEqualTo("run?[2J: best.safetensors, epoch 7");
    }

    /** The lines from val_acc on to the next empty one. */
    private static List<String> head(Optional<EvaluationReport.Recorded> recorded) {
        return head(report(recorded));
    }

    private static List<String> head(EvaluationReport report) {
        List<String> lines = new EvaluationText(GlyphSet.UNICODE, false).lines(report);
        int end = lines.subList(3, lines.size()).indexOf("") + 3;
        assertThat(lines.subList(0, end)).allMatch(line -> line.length() <= 80);
        return lines.subList(3, end);
    }

    private static Optional<EvaluationReport.Recorded> logged(double valAcc, double valLoss) {
        return Optional.of(new EvaluationReport.Recorded("log", valAcc, Optional.of(valLoss), Optional.of(0.92), true));
    }

    private static EvaluationReport report(Optional<EvaluationReport.Recorded> recorded) {
        return report(recorded, OptionalDouble.empty());
    }

    private static EvaluationReport report(Optional<EvaluationReport.Recorded> recorded, OptionalDouble flipAccuracy) {
        int[][] counts = new int[10][10];
        for (int c = 0; c < 10; c++) {
            counts[c][c] = 1000 - 10 * c;
            counts[c][(c + 1) % 10] = 10 * c;
        }
        counts[CAT] = new int[] {20, 1, 50, 700, 24, 200, 0, 4, 1, 0};
        counts[DOG] = new int[] {0, 0, 30, 150, 0, 790, 0, 30, 0, 0};
        return new EvaluationReport(
                new EvaluationReport.Weights(
                        Optional.of("upgraded"),
                        Path.of("runs/upgraded/checkpoints/best.safetensors"),
                        Optional.of(7),
                        Optional.empty()),
                new EvaluationReport.Images("cifar10", CLASSES),
                new RunTask.Engine("cpu", 2),
                new ModelEvaluator.Result(0.25, new ConfusionMatrix(counts), flipAccuracy),
                recorded);
    }
}
