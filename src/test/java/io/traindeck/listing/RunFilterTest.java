package io.traindeck.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.traindeck.listing.RunSummary.About;
import io.traindeck.listing.RunSummary.Best;
import io.traindeck.listing.RunSummary.Reached;
import io.traindeck.listing.RunSummary.Trend;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The query that narrows the list of runs. */
class RunFilterTest {
    private static final List<RunSummary> RUNS = List.of(
            run("foo", "gpu2", Status.RUNNING, "upgraded", 0.85, new Details.Maker().add("max_lr", "0.001")),
            run("foo-old", "gpu20", Status.COMPLETED, "baseline", 0.7, new Details.Maker().add("max_lr", "0.1")),
            run("bar", "", Status.EARLY_STOP, "upgraded", 0.9, new Details.Maker().add("optimizer", "adamw")),
            run("new one", "", null, "", Double.NaN, new Details.Maker()));

    private static RunSummary run(
            String name, String host, Status state, String recipe, double accuracy, Details.Maker details) {
        if (!Double.isNaN(accuracy)) {
            details.add("val_acc", accuracy);
        }
        return new RunSummary(
                LoggedRun.of(new RunFolder(Path.of("/runs").resolve(name))),
                name,
                state,
                new About(
                        recipe,
                        "shapes",
                        1,
                        2,
                        null,
                        null,
                        details.addText("host", host).make()),
                new Reached(3, 30, 1200),
                new Best("val_acc", true, accuracy, "", -1, 3, accuracy),
                Trend.NONE);
    }

    private static List<RunSummary> of(String query) {
        return new RunFilter(query).of(RUNS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo                           | foo, foo-old",
                "FOO baseline                  | foo-old",
                "name:foo -name:old            | foo",
                "name=foo                      | foo",
                "state:running                 | foo",
                "state:live                    | foo",
                "state:early-stop              | bar",
                "-state:completed              | foo, bar, new one",
                "val_acc>0.8                   | foo, bar",
                "val_acc>=85%                  | foo, bar",
                "val_acc<0.8                   | foo-old",
                "-val_acc>0.8                  | foo-old, new one",
                "Val-Acc>0.8 state:running     | foo",
                "max_lr<1e-2                   | foo",
                "max_lr=1e-3                   | foo",
                "max_lr!=1e-3                  | foo-old, bar, new one",
                "max_lr:0.1                    | foo-old",
                "host:gpu2                     | foo",
                "host:gpu                      | foo, foo-old",
                "optimizer:adam                | bar",
                "optimizer=adam                | ``",
                "optimizer=AdamW               | bar",
                "recipe:upgraded               | foo, bar",
                "name:\"new one\"              | new one",
                "\"new one\"                   | new one",
                "epoch=3                       | foo, foo-old, bar",
                "step>1e3 best>0.8             | foo, bar",
                "momentum>0.5                  | ``",
                "-                             | foo-old",
            })
    void everyTermNarrowsTheList(String query, String names) {
        assertThat(new RunFilter(query).fault()).isEmpty();
        assertThat(of(query).stream().map(RunSummary::name).collect(Collectors.joining(", ")))
                .isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo val_acc>      | \"val_acc>\": a number is missing after >",
                "val_acc>high      | \"val_acc>high\": a number should follow >, not \"high\"",
                "val_acc>NaN foo   | \"val_acc>NaN\": a number should follow >, not \"NaN\"",
                "name:             | \"name:\": a text is missing after :",
                "name=             | \"name=\": a number or a text is missing after =",
                "name!=            | \"name!=\": a number or a text is missing after !=",
                "name<3            | \"name<3\": name is no number; write name:3",
                ">0.8              | \">0.8\": a name is missing before >",
                "!=0.8             | \"!=0.8\": a name is missing before !=",
                "a name:\"b c      | \"name:\"b c\": its closing quote is missing",
            })
    void aWrongTermIsNamedWithWhatIsWrong(String query, String fault) {
        assertThat(new RunFilter(query).fault()).contains(fault);
        assertThatCode(() -> of(query)).doesNotThrowAnyException();
    }

    @Test
    void aStateThatThereIsNotIsAnsweredWithThoseThereAre() {
        assertThat(new RunFilter("state:runing").fault().orElseThrow())
                .startsWith("\"state:runing\": there is no such state, but live, running, paused")
                .contains("early_stop")
                .doesNotContain("waiting");
    }

    @Test
    void aNameThatNoRunHasIsSaidWithOneThatIsAlike() {
        assertThat(new RunFilter("val_ac>0.8").unknownName(RUNS))
                .contains("No run has a dial, fact or metric called val_ac; did you mean val_acc?");
        assertThat(new RunFilter("-warmup=3").unknownName(RUNS))
                .contains("No run has a dial, fact or metric called warmup.");
        assertThat(new RunFilter("host:x foo val_acc>0 -max-lr=1 epoch>3").unknownName(RUNS))
                .isEmpty();
    }

    @Property
    void noTextThrows(@ForAll String query) {
        RunFilter filter = new RunFilter(query);
        filter.fault();
        filter.unknownName(RUNS);
        assertThat(RUNS).containsAll(filter.of(RUNS));
    }

    @Property
    void aTermAndItsOppositeShareTheList(@ForAll("terms") String term) {
        assertThat(of(term).size() + of("-" + term).size()).isEqualTo(RUNS.size());
        assertThat(of(term + " -" + term)).isEmpty();
    }

    @Property
    void moreTermsNeverListMoreAndTheirOrderMattersNot(@ForAll("terms") String one, @ForAll("terms") String other) {
        assertThat(of(one)).containsAll(of(one + " " + other));
        assertThat(of(one + " " + other)).isEqualTo(of(other + " " + one));
    }

    @Property
    void aComparisonIsTheSetsOwn(@ForAll("numbers") double than) {
        assertThat(of("val_acc<" + than))
                .isEqualTo(
                        RUNS.stream().filter(run -> run.best().value() < than).toList());
        assertThat(of("val_acc<=" + than).size() + of("val_acc>" + than).size()).isEqualTo(3);
    }

    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.of(0.85, 0.7, 0.9), Arbitraries.doubles().between(-2, 2));
    }

    @Provide
    Arbitrary<String> terms() {
        Arbitrary<String> names = Arbitraries.of("val_acc", "max_lr", "epoch", "best", "momentum", "step");
        Arbitrary<String> compared = Combinators.combine(
                        names, Arbitraries.of("<", ">", "<=", ">=", "=", "!="), numbers())
                .as((name, sign, number) -> name + sign + number);
        Arbitrary<String> texts = Arbitraries.of(
                "foo", "name:o", "state:running", "state:live", "host:gpu", "optimizer:adam", "\"new one\"", "x");
        return Arbitraries.oneOf(compared, texts);
    }
}
