package io.traindeck.dashboard.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.EventCodec;
import io.traindeck.run.RunFolder;
import io.traindeck.source.Formats;
import io.traindeck.testing.Changes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay as a person meets it: another page may cover it, and what is typed may be beyond its end. */
class CoveredReplayTest {
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    Path folder;

    private final Changes changes = new Changes();

    private static String screen(ReplayPage page, long now) {
        page.refresh(now);
        return Screens.text(page.draw(80, 24, Screens.ROLES, Glyphs.UNICODE));
    }

    private ReplayPage page() throws Exception {
        SampleRun run = new SampleRun(2, 50).epochsMore(2);
        Path log = Files.write(
                folder.resolve("events.jsonl"),
                run.events.stream().map(EventCodec::encode).toList());
        Workplace place =
                new Workplace(new KeyTable(), List.of(folder), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);
        return new ReplayPage(Formats.all().find(log).orElseThrow(), "events.jsonl", false, 1, place, changes);
    }

    @Test
    void saysThatAnEpochIsBeyondTheLast() throws Exception {
        try (ReplayPage page = page()) {
            changes.await(() -> screen(page, 0), screen -> screen.contains(" 0s of 55s"));
            page.obey(TypedCommand.of("goto 99"));
            String screen = changes.await(() -> screen(page, 0), shown -> shown.contains("epoch 2/2"));
            assertThat(screen).contains("No epoch 99 has ended; the last that has is epoch 2.");
            page.say("");
            page.obey(TypedCommand.of("goto 2"));
            assertThat(screen(page, 0)).doesNotContain("No epoch");
        }
    }

    /** The name that was typed may mean another run in another folder. */
    @Test
    void copiesThePathOfTheLog() throws Exception {
        try (ReplayPage page = page()) {
            changes.await(() -> screen(page, 0), screen -> screen.contains(" 0s of 55s"));
            assertThat(page.press(Action.COPY, new TerminalSize(80, 24)))
                    .isEqualTo(new Next.Copy(folder.resolve("events.jsonl").toString()));
        }
    }

    @Test
    void goesOnFromWhereItWasCoveredAndNotFromWhereItWouldBe() throws Exception {
        try (ReplayPage page = page()) {
            changes.await(() -> screen(page, 0), screen -> screen.contains(" 0s of 55s"));
            page.covered();
            page.refresh(HOUR_MS);
            String moved = changes.await(() -> screen(page, HOUR_MS + 1_000), screen -> !screen.contains(" 0s of 55s"));
            assertThat(moved).contains(" 1s of 55s");
        }
    }
}
