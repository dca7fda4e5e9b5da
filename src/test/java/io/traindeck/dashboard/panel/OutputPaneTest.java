package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.testing.Patience;
import io.traindeck.testing.TestTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPaneTest {
    private static final ViewState OUTPUT = ViewState.of(Context.LIVE).withView(View.OUTPUT);

    @TempDir
    private Path folder;

    private static int rows(OutputPane pane) {
        return pane.on(OUTPUT, 80, 24).output().window().rows().size();
    }

    /** The text begins in the left half of the screen and is too long for the rest of it. */
    @Test
    void aLongTextThatIsFoundIsShownFromItsBeginning() throws Exception {
        String sought = "RuntimeError: " + "out of memory ".repeat(3);
        Path file = Files.writeString(folder.resolve("trainer.log"), "step 1 said " + sought + "\n");
        try (OutputPane pane = new OutputPane(Optional.of(file), () -> {})) {
            TestTerminal.await(
                    "the line",
                    () -> pane.on(OUTPUT, 45, 20).output().window().rows().size() == 1);
            assertThat(pane.obey(TypedCommand.of("/ " + sought), OUTPUT.focus()))
                    .isTrue();
            TestTerminal.await(
                    "the text",
                    () -> pane.on(OUTPUT, 45, 20).output().window().found().search() != null);
            assertThat(pane.on(OUTPUT, 45, 20).output().right()).isZero();
        }
    }

    @Test
    void noLinesAreReadWhileAnotherPageCoversThem() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("trainer.log"), "one\ntwo\n");
        Semaphore changes = new Semaphore(0);
        try (OutputPane pane = new OutputPane(Optional.of(file), changes::release)) {
            TestTerminal.await("the lines", () -> rows(pane) == 2);
            changes.drainPermits();
            pane.covered();
            assertThat(changes.tryAcquire(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the lines are let go of")
                    .isTrue();
            TestTerminal.await("the lines again", () -> rows(pane) == 2);
        }
    }
}
