package io.traindeck.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.data.ImageChanges;
import io.traindeck.data.ImageChanges.Flip;
import io.traindeck.testing.Document;
import io.traindeck.testing.EveryExtra;
import io.traindeck.testing.MadeTable;
import io.traindeck.train.Dials;
import io.traindeck.train.Extras;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/** The extras on the command line. */
class ExtraOptionsTest {
    @Command
    static final class Train {
        @Mixin
        private DialOptions dials;
    }

    @Test
    void everyExtraIsAnOptionInTheTableOfTheDocument() throws IOException {
        MadeTable table = new MadeTable(getClass(), "dial", "what it does", "from");
        CommandLine options = new CommandLine(new ExtraOptionsAlone());
        for (OptionSpec option : options.getCommandSpec().options()) {
            table.row("`" + option.longestName() + "`", String.join(" ", option.description()));
        }
        Document.DIALS.assertHolds("extras", table);
        assertThat(options.getCommandSpec().options().stream()
                        .map(option -> option.longestName().substring(2).replace('-', '_'))
                        .collect(Collectors.toSet()))
                .isEqualTo(EveryExtra.ON.on().keySet());
    }

    @Command
    static final class ExtraOptionsAlone {
        @Mixin
        private ExtraOptions extras;
    }

    @Test
    void theyAreOffUnlessTheyAreGiven() {
        assertThat(dials().extras()).isEqualTo(Extras.OFF);
        assertThat(dials("--label-smoothing", "0.1", "--ema", "0.99").extras())
                .isEqualTo(Extras.OFF.withLabelSmoothing(0.1).withEma(0.99));
        assertThat(dials("--schedule", "linear", "--warmup", "0.2").extras()).isEqualTo(Extras.OFF.withWarmup(0.2));
        assertThat(dials("--crop-padding", "2", "--flip", "alternating", "--cutout", "12")
                        .extras()
                        .images())
                .isEqualTo(new ImageChanges(2, Flip.ALTERNATING, 12));
    }

    @Test
    void anExtraThatWouldDoNothingIsRefused() {
        assertThatThrownBy(() -> dials("--warmup", "0.2"))
                .hasMessage("--warmup is for --schedule linear, not for onecycle");
        assertThatThrownBy(() -> dials("--ema", "1")).hasMessage("--ema must be 0 (off) or more and below 1, not 1.0");
    }

    private static Dials dials(String... words) {
        Train train = new Train();
        new CommandLine(train)
                .registerConverter(io.traindeck.train.Recipe.class, Words.of(io.traindeck.train.Recipe.class))
                .registerConverter(Flip.class, Words.of(Flip.class))
                .registerConverter(Dials.ScheduleKind.class, Words.of(Dials.ScheduleKind.class))
                .parseArgs(words);
        return train.dials.dials();
    }
}
