package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as other people's loggers write them. */
class CsvLogTest {
    @TempDir
    Path dir;

    private long unreadable;

    private Collected read(String table) throws IOException {
        return read("metrics.csv", table);
    }

    private Collected read(String name, String table) throws IOException {
        Path file = Files.writeString(dir.resolve(name), table);
        assertThat(new CsvLog().knows(Glance.at(file))).isTrue();
        try (EventSource source = new CsvLog().open(file, () -> {})) {
            Collected all = Collected.allOf(source);
            unreadable = source.unreadable();
            assertThat(source.share()).isEqualTo(1 - rest(table));
            return all;
        }
    }

    /** Returns the part of the table that lies behind its last whole line. */
    private static double rest(String table) {
        double rest = table.length() - table.lastIndexOf('\n') - 1;
        return rest / Math.max(1, table.length());
    }

    private boolean knows(String name, String text) throws IOException {
        return new CsvLog().knows(Glance.at(Files.writeString(dir.resolve(name), text)));
    }

    @Test
    void anEmptyCellIsNoValue() throws IOException {
        Collected log = read("acc_epoch,acc_step,epoch,step,val_loss\n,0.9,0,49,\n,0.8,0,99,\n0.85,,0,99,0.3\n");
        assertThat(log.series("acc_step")).isEqualTo(Map.of(49L, 0.9, 99L, 0.8));
        assertThat(log.series("acc_epoch")).isEqualTo(Map.of(99L, 0.85));
        assertThat(log.measured()).allSatisfy(m -> assertThat(m.epoch()).isZero());
        assertThat(log.series()).doesNotContainKeys("epoch", "step");
        assertThat(unreadable).isZero();
    }

    @Test
    void theNumberOfAProcessIsNoMetric() throws IOException {
        Collected log = read("training_iteration,pid,reward\n1,3824,2\n2,3999,3\n");
        assertThat(log.series()).isEqualTo(Map.of("reward", Map.of(1L, 2.0, 2L, 3.0)));
    }

    @Test
    void whatFallsRowByRowIsNoCounter() throws IOException {
        Collected log = read("reward,episodes\n1,25\n2,1900\n3,1300\n4,760\n5,440\n6,900\n7,300\n");
        // The first fall may be a later session's, so it replaces what was there.
        assertThat(log.series("reward").values()).containsExactly(1.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    }

    @Test
    void rowsWithValuesInTheSameColumnsShareTheirNames() throws IOException {
        Collected log = read("step,loss,val_loss\n1,0.5,\n2,0.4,\n2,,0.6\n3,0.3,\n4,,0.5\n");
        assertThat(log.measured().get(3).values().names())
                .isSameAs(log.measured().get(0).values().names());
        assertThat(log.measured().get(4).values().names())
                .isSameAs(log.measured().get(2).values().names());
        assertThat(log.measured())
                .extracting(Measured::kind)
                .containsExactly(Kind.STEP, Kind.STEP, Kind.VALIDATION, Kind.STEP, Kind.VALIDATION);
    }

    @Test
    void withoutAStepTheEpochCounts() throws IOException {
        Collected log = read("training.log", "epoch,accuracy,loss\n0,0.5,1.5\n1,0.6,1.25\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 1.5, 1L, 1.25));
        assertThat(log.measured()).allSatisfy(m -> assertThat(m.kind()).isEqualTo(Kind.EPOCH));
    }

    @Test
    void anEpochThatGoesBackIsALaterSession() throws IOException {
        Collected log = read("epoch,loss\n0,9\n1,8\n2,7\n3,6\n2,5\n3,4\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 8.0, 2L, 5.0, 3L, 4.0));
    }

    @Test
    void anEpochThatIsTrainedOnceMoreReplacesItself() throws IOException {
        Collected log = read("epoch,loss\n0,9\n1,8\n1,7\n2,6\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 7.0, 2L, 6.0));
    }

    @Test
    void severalRowsInTheFirstEpochAreCounted() throws IOException {
        Collected log = read("epoch,loss\n0,9\n0,8\n1,7\n1,6\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 8.0, 2L, 7.0, 3L, 6.0));
    }

    @Test
    void rowsOfOneEpochThatMeasureSomethingElseBelongTogether() throws IOException {
        Collected log = read("epoch,loss,val_loss\n0,9,\n0,,8\n1,7,\n1,,6\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 7.0));
        assertThat(log.series("val_loss")).isEqualTo(Map.of(0L, 8.0, 1L, 6.0));
    }

    @Test
    void partsOfEpochsAreNoSteps() throws IOException {
        Collected log = read("epoch,loss\n0.5,9\n1.0,8\n1.5,7\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 9.0, 2L, 8.0, 3L, 7.0));
        assertThat(log.measured()).extracting(Measured::epoch).containsExactly(0.5, 1.0, 1.5);
    }

    @Test
    void aCounterThatStartsAgainInEachEpochGoesOnRising() throws IOException {
        Collected log = read("epoch,batch,loss\n0,0,9\n0,50,8\n1,0,7\n1,50,6\n2,0,5\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 50L, 8.0, 100L, 7.0, 150L, 6.0, 200L, 5.0));
        Collected fromOne = read("epoch,iter,loss\n1,1,9\n1,2,8\n2,1,7\n2,2,6\n1,2,5\n2,1,4\n");
        assertThat(fromOne.series("loss")).isEqualTo(Map.of(1L, 9.0, 2L, 5.0, 3L, 4.0));
    }

    @Test
    void aCounterThatStartsAgainInEachEpisodeGoesOnRising() throws IOException {
        Collected log = read("episode,step,reward\n1,1,9\n1,2,8\n2,1,7\n2,2,6\n");
        assertThat(log.series("reward")).isEqualTo(Map.of(1L, 9.0, 2L, 8.0, 3L, 7.0, 4L, 6.0));
        assertThat(log.measured()).allSatisfy(m -> assertThat(m.epoch()).isNaN());
    }

    @Test
    void aColumnMayTellThePartOfTheData() throws IOException {
        Collected log = read("epoch,phase,loss\n0,train,9\n0,val,8\n1,train,7\n1,val,6\n");
        assertThat(log.series())
                .isEqualTo(Map.of("train/loss", Map.of(0L, 9.0, 1L, 7.0), "val/loss", Map.of(0L, 8.0, 1L, 6.0)));
        assertThat(read("epoch,mode,loss\n0,fast,9\n").series().keySet()).containsExactly("loss");
    }

    @Test
    void aColumnMayTellTheMetric() throws IOException {
        Collected log = read("step,tag,value\n0,train/loss,9\n0,lr,0.5\n10,train/loss,8\n10,lr,0.25\n");
        assertThat(log.series())
                .isEqualTo(Map.of("train/loss", Map.of(0L, 9.0, 10L, 8.0), "lr", Map.of(0L, 0.5, 10L, 0.25)));
    }

    @Test
    void aBatchSizeIsNoCounterThatStandsStill() throws IOException {
        Collected log = read("epoch,batch,loss\n0,32,9\n1,32,8\n2,32,7\n");
        assertThat(log.series("loss").values()).containsExactly(9.0, 8.0, 7.0);
    }

    @Test
    void paddedNamesAndCellsLoseTheirBlanks() throws IOException {
        Collected log = read(
                "results.csv", "     epoch,   train/box loss,  metrics/mAP_0.5\n   0,  0.07,   0\n   1,0.06,  0.5\n");
        assertThat(log.series().keySet()).containsExactly("train/box_loss", "metrics/mAP_0.5");
        assertThat(log.series("train/box_loss")).isEqualTo(Map.of(0L, 0.07, 1L, 0.06));
    }

    @Test
    void quotedCellsMayHoldDelimitersQuotesAndLineBreaks() throws IOException {
        Collected log = read(
                """
                step,config,loss,"say ""loss""\"\r
                1,"{'lr': 0.1, 'a': [1, 2]}",0.5,3\r
                2,"two
                lines, ""quoted""\",0.4,4\r
                3,"a, ""b\"\"",0.3,5\r
                """);
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 0.5, 2L, 0.4, 3L, 0.3));
        assertThat(log.series("say_\"loss\"").values()).containsExactly(3.0, 4.0, 5.0);
        assertThat(log.series()).hasSize(2);
        assertThat(unreadable).isZero();
    }

    @Test
    void aQuoteThatIsNeverClosedHoldsUpNothingForLong() throws IOException {
        StringBuilder table = new StringBuilder("step,loss,note\n1,0.5,\"oops\n");
        for (int i = 2; i <= 200; i++) {
            table.append(i).append(",0.25,fine\n");
        }
        Collected log = read(table.toString());
        assertThat(log.series("loss")).hasSize(200).containsEntry(1L, 0.5).containsEntry(200L, 0.25);
        assertThat(unreadable).isZero();
    }

    @Test
    void textsListsIdsAndDatesAreNoMetrics() throws IOException {
        Collected log = read(
                """
                training_iteration,done,date,node_ip,hist,id,loss
                1,False,2020-02-05_13-48-21,198.51.100.22,"[1.0, 2.0]",12ab,0.5
                2,False,2020-02-05_13-53-33,198.51.100.22,"[1.5]",12e4,0.4
                3,True,2020-02-05_13-58-45,198.51.100.22,[],4bcd,0.3
                4,True,2020-02-05_14-03-57,198.51.100.22,[],1234,0.3
                """);
        assertThat(log.series().keySet()).containsExactly("loss");
    }

    @Test
    void notANumberIsAValueAndAMissingOneIsNone() throws IOException {
        Collected log = read("step,a,b,c\n1,nan,None,N/A\n2,-inf,1,oops\n3,Infinity,NA,2\n4,+NaN,2,3\n5,12%,3,oops\n");
        assertThat(log.series("a"))
                .isEqualTo(Map.of(
                        1L,
                        Double.NaN,
                        2L,
                        Double.NEGATIVE_INFINITY,
                        3L,
                        Double.POSITIVE_INFINITY,
                        4L,
                        Double.NaN,
                        5L,
                        12.0));
        assertThat(log.series("b")).isEqualTo(Map.of(2L, 1.0, 4L, 2.0, 5L, 3.0));
        assertThat(log.series("c")).isEqualTo(Map.of(4L, 3.0));
        assertThat(unreadable).isZero();
    }

    @Test
    void semicolonsAndTabsAreDelimitersToo() throws IOException {
        assertThat(read("step;loss;note\n1;0.5;a, b\n").series("loss")).isEqualTo(Map.of(1L, 0.5));
        assertThat(read("loss.tsv", "step\tloss\n49\t0.5\n").series("loss")).isEqualTo(Map.of(49L, 0.5));
        assertThat(read("Epoch;val_loss\n1;0,25\n2;1,5e-3\n").series("val_loss"))
                .isEqualTo(Map.of(1L, 0.25, 2L, 0.0015));
    }

    @Test
    void aByteOrderMarkIsNoPartOfAName() throws IOException {
        assertThat(read("\ufeffstep,loss\n7,0.5\n").series()).isEqualTo(Map.of("loss", Map.of(7L, 0.5)));
        assertThat(read("\ufeff\"step\",\"loss\"\r\n7,0.5\r\n").series()).isEqualTo(Map.of("loss", Map.of(7L, 0.5)));
    }

    @Test
    void aSecondHeaderNamesTheRowsBelowIt() throws IOException {
        Collected log = read("step,train\n1,9\n2,8\nstep,train,eval\n3,7,1\n4,6,2\nstep,eval,train\n5,3,5\n");
        assertThat(log.series("train")).isEqualTo(Map.of(1L, 9.0, 2L, 8.0, 3L, 7.0, 4L, 6.0, 5L, 5.0));
        assertThat(log.series("eval")).isEqualTo(Map.of(3L, 1.0, 4L, 2.0, 5L, 3.0));
        assertThat(unreadable).isZero();
    }

    @Test
    void aSecondHeaderDoesNotStopACounterFromRising() throws IOException {
        Collected log = read("epoch,batch,loss\n0,0,9\n0,1,8\n1,0,7\nepoch,batch,loss,lr\n1,1,6,0.1\n2,0,5,0.1\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(0L, 9.0, 1L, 8.0, 2L, 7.0, 3L, 6.0, 4L, 5.0));
    }

    @Test
    void aTableThatIsAppendedToItselfReplacesItself() throws IOException {
        Collected log = read("step,loss\n1,9\nstep,loss\n1,9\n2,8\nstep,loss\n1,9\n2,8\n3,7\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 9.0, 2L, 8.0, 3L, 7.0));
    }

    @Test
    void commentsAndBlankLinesAreLeftOut() throws IOException {
        Collected log = read(
                "monitor.csv",
                "#{\"t_start\": 1.5, \"env_id\": \"CartPole\"}\n\nr,l,t\n# resumed\n9.0,9,0.5\n  \n12.0,12,1.5\n");
        assertThat(log.series("r")).isEqualTo(Map.of(1L, 9.0, 2L, 12.0));
        assertThat(unreadable).isZero();
    }

    @Test
    void aCommentRightAboveNumbersIsTheirHeader() throws IOException {
        assertThat(read("# epoch, loss\n0,0.5\n1,0.25\n").series())
                .isEqualTo(Map.of("loss", Map.of(0L, 0.5, 1L, 0.25)));
    }

    @Test
    void numbersWithoutAHeaderGetTheirPlacesForNames() throws IOException {
        assertThat(read("learning_stats.csv", "500, 0.02, 0.005\n1000, 0.01, 0.005\n")
                        .series())
                .isEqualTo(Map.of(
                        "column_2", Map.of(500L, 0.02, 1000L, 0.01), "column_3", Map.of(500L, 0.005, 1000L, 0.005)));
    }

    @Test
    void theNumberOfARowIsNoMetric() throws IOException {
        Map<Long, Double> fromZero = Map.of(0L, 0.5, 1L, 0.25);
        assertThat(read(",loss\n0,0.5\n1,0.25\n").series()).isEqualTo(Map.of("loss", fromZero));
        assertThat(read("\"\",\"epoch\",\"loss\"\n\"1\",0,0.5\n\"2\",1,0.25\n").series())
                .isEqualTo(Map.of("loss", fromZero));
        assertThat(read("epoch,loss\n1,0,0.5\n2,1,0.25\n").series()).isEqualTo(Map.of("loss", fromZero));
    }

    @Test
    void withoutStepAndEpochRowsAreCounted() throws IOException {
        assertThat(read("reward,length\n1.5,10\n2.5,20\n").series("reward")).isEqualTo(Map.of(1L, 1.5, 2L, 2.5));
    }

    @Test
    void theFirstCounterOfTheTableOfNamesCountsAndTheOthersAreMetrics() throws IOException {
        Collected log = read(
                """
                time/iterations,time/total_timesteps,rollout/ep_rew_mean,eval/mean_reward
                1,2048,20.5,
                ,4000,,99
                2,4096,30.5,
                """);
        assertThat(log.series("rollout/ep_rew_mean")).isEqualTo(Map.of(2048L, 20.5, 4096L, 30.5));
        assertThat(log.series("eval/mean_reward")).isEqualTo(Map.of(4000L, 99.0));
        assertThat(log.series("time/iterations")).isEqualTo(Map.of(2048L, 1.0, 4096L, 2.0));
    }

    @Test
    void aColumnThatOnlyHasTheNameOfACounterIsAMetric() throws IOException {
        Collected log = read("it,epoch,loss\n1.5,0,9\n1.25,1,8\n");
        assertThat(log.series("it")).isEqualTo(Map.of(0L, 1.5, 1L, 1.25));
    }

    @Test
    void anExportOfSeveralRunsHasANameForEach() throws IOException {
        Collected log = read(
                "\"Step\",\"lr=0.1 - val/loss\",\"lr=0.1 - val/loss__MIN\"\n\"0\",\"1.5\",\"1.5\"\n\"50\",\"1.25\",\"1.25\"\n");
        assertThat(log.series("lr=0.1_-_val/loss")).isEqualTo(Map.of(0L, 1.5, 50L, 1.25));
        assertThat(log.series()).hasSize(2);
    }

    @Test
    void aTimeIsToldAndADurationIsAMetric() throws IOException {
        assertThat(read("step,timestamp,loss\n1,1580910501,9\n")
                        .measured()
                        .get(0)
                        .timeMs())
                .isEqualTo(1580910501000L);
        assertThat(read("step,_timestamp,time,loss\n1,1580910501.25,3.5,9\n")
                        .series()
                        .keySet())
                .containsExactly("time", "loss");
        assertThat(read("step,wall_time,loss\n1,1580910501250,9\n")
                        .measured()
                        .get(0)
                        .timeMs())
                .isEqualTo(1580910501250L);
        assertThat(read("step,time,loss\n1,2020-02-05T13:48:21.5Z,9\n")
                        .measured()
                        .get(0)
                        .timeMs())
                .isEqualTo(1580910501500L);
        Collected log = read("epoch,time,loss\n1,24.5,9\n2,26.5,8\n");
        assertThat(log.series("time")).isEqualTo(Map.of(1L, 24.5, 2L, 26.5));
        assertThat(log.measured()).allSatisfy(m -> assertThat(m.timeMs()).isZero());
    }

    @Test
    void aRowThatIsTooShortOrTooLongSaysWhatItCan() throws IOException {
        Collected log = read("step,loss,lr\n1,0.5\n2,0.4,0.1,0.7,8\n3\nKilled\n4,0.3,0.1\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 0.5, 2L, 0.4, 4L, 0.3));
        assertThat(log.series("lr")).isEqualTo(Map.of(2L, 0.1, 4L, 0.1));
        assertThat(unreadable).isEqualTo(1);
    }

    @Test
    void namesThatComeTwiceAreToldApart() throws IOException {
        assertThat(read("step,loss,loss,\n1,1,2,3\n").series().keySet()).containsExactly("loss", "loss_3", "column_4");
    }

    @Test
    void nothingIsLoggedYetInAnEmptyFile() throws IOException {
        assertThat(read("progress.csv", "").events()).isEmpty();
        assertThat(read("progress.csv", "step,loss\n").events()).isEmpty();
        assertThat(unreadable).isZero();
    }

    @Test
    void aLineWithoutItsEndIsNotWrittenYet() throws IOException {
        assertThat(read("step,loss\n1,9\n2,8").series("loss")).isEqualTo(Map.of(1L, 9.0));
        assertThat(unreadable).isZero();
    }

    @Test
    void aHugeLineIsUnreadable() throws IOException {
        Collected log = read("step,loss\n1,9\n" + "x".repeat(2_000_000) + "\n2,8\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 9.0, 2L, 8.0));
        assertThat(unreadable).isEqualTo(1);
    }

    @Test
    void aHoleThatACrashHasLeftIsPassedOver() throws IOException {
        Collected log = read("step,loss\n1,9\n" + "\0".repeat(5000) + "2,8\n" + "\0".repeat(100) + "\n3,7\n");
        assertThat(log.series("loss")).isEqualTo(Map.of(1L, 9.0, 2L, 8.0, 3L, 7.0));
    }

    @Test
    void settingsBesideTheTableAreFactsAndThePlan() throws IOException {
        Files.writeString(dir.resolve("hparams.yaml"), "lr: 0.001\nmax_epochs: 30\noptimizer:\n  name: adam\n");
        Collected log = read("epoch,loss\n0,1\n");
        assertThat(log.facts()).isEqualTo(Map.of("lr", "0.001", "max_epochs", "30", "optimizer/name", "adam"));
        assertThat(log.about().plan().epochs()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_steps", "total_timesteps", "num_train_steps", "total-iterations"})
    void theStepsOfTheWholeRunAmongTheSettingsAreThePlan(String name) throws IOException {
        Files.writeString(dir.resolve("hparams.yaml"), name + ": 500\n");
        assertThat(read("step,loss\n0,1\n").about().plan().steps()).isEqualTo(500);
    }

    @Test
    void settingsThatComeLaterAreTold() throws IOException {
        Path file = Files.writeString(dir.resolve("metrics.csv"), "epoch,loss\n0,1\n");
        try (EventSource source = new CsvLog().open(file, () -> {})) {
            Collected log = Collected.allOf(source);
            assertThat(log.facts()).isEmpty();
            Files.writeString(dir.resolve("hparams.yaml"), "lr: 0.1\n");
            log.drain(source);
            log.drain(source);
            assertThat(log.facts()).isEqualTo(Map.of("lr", "0.1"));
            assertThat(log.events()).hasSize(2);
        }
    }

    @Test
    void whatIsNoTableIsNotKnown() throws IOException {
        assertThat(knows("a.log", "Epoch 1, loss 0.5, acc 0.1\nEpoch 2, loss 0.4, acc 0.2\n"))
                .isFalse();
        assertThat(knows("b.txt", "epoch, loss and more\nStarting, please wait\n"))
                .isFalse();
        assertThat(knows("c.jsonl", "{\"step\": 1, \"loss\": 0.5}\n{\"step\": 2, \"loss\": 0.4}\n"))
                .isFalse();
        assertThat(knows("d.csv", "{\"step\": 1, \"loss\": 0.5}\n")).isFalse();
        assertThat(knows("e", "step=1, loss=0.5\n1,2\n")).isFalse();
        assertThat(knows("f.txt", "1,2,3\n4,5,6\n")).isFalse();
        assertThat(knows("g", "")).isFalse();
        assertThat(knows("h.csv", "name,text\na,b\nc,d\n")).isFalse();
        assertThat(knows("i.log", "step\tloss\n1\t0.5\n2\t0.4\n")).isTrue();
        assertThat(knows("progress.txt", "Epoch\tAverageEpRet\tTime\n0\t1.5\t3.5\n"))
                .isTrue();
    }

    @Test
    void aHeaderThatIsLongerThanALookIsKnown() throws IOException {
        StringBuilder header = new StringBuilder("step");
        for (int i = 0; i < 1000; i++) {
            header.append(",config/agents/number ").append(i);
        }
        Collected log = read("progress.csv", header + "\r\n7,0.5\r\n");
        assertThat(log.series()).isEqualTo(Map.of("config/agents/number_0", Map.of(7L, 0.5)));
        StringBuilder quoted = new StringBuilder("\"Step\"");
        for (int i = 0; i < 100; i++) {
            quoted.append(",\"").append("x".repeat(90)).append(", ").append(i).append('"');
        }
        assertThat(read("export.csv", quoted + "\n7,0.5\n").series()).hasSize(1);
        assertThat(knows("begun.csv", "step,lo")).isTrue();
        assertThat(knows("begun.log", "epoch,loss,acc")).isTrue();
    }

    @Test
    void whatCannotBeReadIsAnError() throws IOException {
        Path file = dir.resolve("metrics.csv");
        try (EventSource source = new CsvLog().open(file, () -> {})) {
            Collected log = Collected.allOf(source);
            assertThat(log.events()).isEmpty();
            Files.createDirectory(file);
            assertThatThrownBy(() -> log.drain(source))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("regular");
            Files.delete(file);
            Files.write(file, "step,loss\n1,9\n".getBytes(StandardCharsets.UTF_8));
            log.drain(source);
            assertThat(log.series("loss")).isEqualTo(Map.of(1L, 9.0));
        }
    }
}
