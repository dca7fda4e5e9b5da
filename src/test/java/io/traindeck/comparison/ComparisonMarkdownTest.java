package io.traindeck.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.comparison.ComparedSamples;
import io.traindeck.dashboard.comparison.OthersSamples;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.testing.ForeignLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonMarkdownTest {
    private static String markdown(Comparison comparison) {
        return ComparisonMarkdown.of(comparison, StandardCharsets.UTF_8);
    }

    @Test
    void aTurnedDialHasItsFirstAndItsLastValueInAnyCharset() {
        RunState turned = new SampleRun(3, 10)
                .add(new DialTurned(SampleRun.START_MS, 5, "max_lr", "0.003", "1.0e-1"))
                .state();
        Map<String, String> dials = Map.of("max_lr", "0.003");
        Comparison two = new Comparison(List.of(
                new ComparedRun("calm", new SampleRun(3, 10).state(), Status.RUNNING, dials),
                new ComparedRun("turned", turned, Status.RUNNING, dials)));
        assertThat(markdown(two)).contains("| max_lr | 0.003 | 0.003→0.1 |");
        assertThat(ComparisonMarkdown.of(two, StandardCharsets.US_ASCII)).contains("| max_lr | 0.003 | 0.003->0.1 |");
    }

    @Test
    void figuresDeltasAndDialsAsTables() {
        assertThat(markdown(ComparedSamples.recipes()))
                .isEqualTo(
                        """
                        | run      | state     | epochs |    best val_acc | at epoch |  train/val gap |     train_loss |       val_loss |           time |
                        | -------- | --------- | -----: | --------------: | -------: | -------------: | -------------: | -------------: | -------------: |
                        | vanilla  | completed |  12/12 |          69.16% |        9 |         +27.68 |          0.077 |          1.348 |          5m00s |
                        | baseline | completed |  12/12 | 82.27% (+13.11) |       12 | +1.24 (-26.44) | 0.363 (+0.286) | 0.426 (-0.922) | 6m19s (+1m19s) |
                        | upgraded | running   |   9/12 | 82.49% (+13.32) |        9 | -7.76 (-35.44) | 0.556 (+0.479) | 0.420 (-0.928) |    5m00s (+1s) |

                        In brackets: more or less than vanilla. train/val gap: train_acc - val_acc of the last epoch, in points; losses: of the last epoch; time: the sum of the epochs'.

                        | dial         | vanilla | baseline | upgraded |
                        | ------------ | ------: | -------: | -------: |
                        | recipe       | vanilla | baseline | upgraded |
                        | optimizer    |    adam |    adamw |    adamw |
                        | weight_decay |       0 |     0.05 |     0.05 |
                        | clip         |     off |        1 |        1 |
                        | dropout      |       0 |        0 |     0.15 |
                        | batch_norm   |   false |     true |     true |
                        """);
    }

    @Test
    void theDialsOfManyRunsHaveARowForEachRun() {
        String markdown = markdown(ComparedSamples.twenty());
        assertThat(markdown.lines().filter(line -> line.startsWith("| shapes-sweep-max_lr=1e-2-dropout=0.2 ")))
                .hasSize(2);
        assertThat(markdown)
                .containsPattern("\\| run +\\| dropout \\| max_lr \\|\n")
                .containsPattern("\\| shapes-sweep-max_lr=1e-2-dropout=0.2 +\\| +0.2 \\| +1e-2 \\|\n");
    }

    @Test
    void whatStrangersWroteBreaksNoTable() {
        String markdown = markdown(ComparedSamples.odd());
        assertThat(markdown).contains("odd ?\\[31m漢?\\|name").doesNotContain("\u001b", "\u202e");
        List<String> rows =
                markdown.lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows).allSatisfy(row -> assertThat(cells(row)).isIn(9L, 8L));
    }

    /** Counts the bars that are not escaped, except the last. */
    private static long cells(String row) {
        return row.replace("\\|", "").chars().filter(c -> c == '|').count() - 1;
    }

    @Test
    void runsOfOtherProgramsHaveStepsAndTheNamesOfTheirLogs(@TempDir Path folder) throws Exception {
        assertThat(markdown(new OthersSamples(folder).rewards()))
                .isEqualTo(
                        """
                        | run     | state     | steps | best reward | at step | train/value_loss |
                        | ------- | --------- | ----: | ----------: | ------: | ---------------: |
                        | sb3-ppo | completed |  410k |         476 | 401 408 |            0.733 |
                        | impala  | running   |  380k |   462 (-14) | 370 500 |   0.404 (-0.329) |

                        In brackets: more or less than sb3-ppo. Compared by reward: rollout/ep_rew_mean of sb3-ppo, episode_return_mean of impala. others: the last values.

                        | dial  | sb3-ppo | impala |
                        | ----- | ------: | -----: |
                        | agent |     ppo | impala |
                        | lr    |  0.0003 |      - |
                        | gamma |    0.99 |      - |
                        """);
    }

    @Test
    void namesOfMetricsBreakNoTable() {
        ComparedRun run = new ForeignLog()
                .validation(1, "val_a|b\u001b[31m\u202e<x>\n_loss", 1)
                .compared("hostile");
        ComparedRun other = new ForeignLog()
                .validation(1, "eval/a|b\u001b[31m\u202e<x>\n_loss", 2)
                .compared("other");
        String markdown = markdown(new Comparison(List.of(run, other)));
        assertThat(markdown).doesNotContain("\u001b", "\u202e", "<x>");
        assertThat(markdown.lines().filter(line -> line.startsWith("|")))
                .hasSize(4)
                .allSatisfy(row -> assertThat(cells(row)).isEqualTo(6));
    }

    @Test
    void oneRunAloneHasNoDeltasAndNoDials() {
        Comparison one = new Comparison(ComparedSamples.recipes().runs().subList(0, 1));
        assertThat(markdown(one)).contains("| vanilla |").doesNotContain("In brackets", "dial", "(");
    }

    @Test
    void theSameRunTwiceSaysThatNoDialDiffers() {
        ComparedRun run = ComparedSamples.recipes().runs().get(0);
        ComparedRun again = new ComparedRun("vanilla (2)", run.state(), run.status(), run.dials());
        assertThat(markdown(new Comparison(List.of(run, again))))
                .contains("(0.00)")
                .endsWith("No dial differs.\n");
    }
}
