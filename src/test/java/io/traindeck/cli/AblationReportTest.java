package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.train.Ladder;
import io.traindeck.train.Recipe;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AblationReportTest {
    @ParameterizedTest
    @CsvSource({"1, Curves: traindeck compare ", "2, Curves of the first ladder: traindeck compare"})
    void theCurvesAreThoseOfOneLadder(int seeds, String beginning) {
        Ladder ladder = new Ladder(Recipe.UPGRADED.dials(42), Ladder.all());
        Ablation ablation = new Ablation(Path.of("nowhere"), "a", ladder, 42, seeds);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AblationReport report = new AblationReport(ablation, run -> run.name());

        assertThatThrownBy(() -> report.print(new PrintStream(out, true, StandardCharsets.UTF_8)))
                .hasMessageContaining("runs have no result");

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .last()
                .asString()
                .startsWith(beginning + " a-0-vanilla a-1-batchnorm ")
                .doesNotContain("-s43");
    }
}
