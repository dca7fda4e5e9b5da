package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.OthersRun;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.keys.View;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.state.Status;
import io.traindeck.testing.OwnEvents;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTimesTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private static List<String> screen(Frame frame) {
        return Screens.text(frame, 80, 24).lines().toList();
    }

    @Test
    void aRunThatTrainsTellsHowLongItHasTrainedBesideWhatIsLeft() {
        SampleRun run = new SampleRun(4, 100).epochsMore(2);
        List<String> lines = screen(Screens.frame(run.state(), SampleRun.START_MS + 31 * MINUTE + 3_000));
        assertThat(lines.get(0)).matches(".*ETA +\\S+");
        assertThat(lines.get(1)).endsWith("elapsed 31m03s");
    }

    @Test
    void aRunThatIsOverTellsWhenItBeganWhenItEndedAndHowLongItTook() {
        SampleRun run = new SampleRun(1, 100).epochsMore(1);
        run.add(OwnEvents.ended(SampleRun.START_MS + 80 * MINUTE, EndReason.COMPLETED, 100, 1, 0.5, ""));
        List<String> lines = screen(Screens.frame(run.state(), SampleRun.START_MS + 90 * MINUTE, false));
        assertThat(lines.get(0)).endsWith("took 1h20m");
        assertThat(lines.get(1)).endsWith("22 Nov 10:00 to 11:20");
    }

    @Test
    void theTimeBetweenADeathAndAResumptionIsNotTrained() {
        SampleRun run = new SampleRun(9, 100).steps(10);
        long diedMs = run.nowMs();
        run.add(new RunResumed(diedMs + 2 * DAY, 10, 1, "")).pass(0).steps(10);
        RunTimes times = new RunTimes(Screens.frame(run.state(), diedMs + 2 * DAY + MINUTE));
        assertThat(times.span()).isEqualTo("1m04s");
        assertThat(times.period()).isEqualTo("since 22 Nov 10:00");
    }

    @Test
    void aRunThatIsLoadedAgainDoesNotTrainYet() {
        SampleRun run = new SampleRun(9, 100).steps(10);
        String before = new RunTimes(Screens.frame(run.state(), run.nowMs(), false)).span();
        Frame died = Screens.frame(run.state(), run.nowMs() + 2 * DAY, false);
        Frame loads = new Frame(
                run.state(), Status.LOADING, died.view(), "runs/a", run.nowMs() + 2 * DAY, ZoneOffset.UTC, null);
        assertThat(new RunTimes(loads).span()).isNotEmpty().isEqualTo(before);
    }

    @Test
    void aRunOfAnotherYearTellsTheYearAndOneThatPassesMidnightBothDays() {
        SampleRun run = new SampleRun(1, 100).epochsMore(1);
        run.add(OwnEvents.ended(SampleRun.START_MS + DAY, EndReason.COMPLETED, 100, 1, 0.5, ""));
        RunTimes times = new RunTimes(Screens.frame(run.state(), SampleRun.START_MS + 90 * DAY, false));
        assertThat(times.period()).isEqualTo("22 Nov 2026 10:00 to 23 Nov 2026 10:00");
    }

    @Test
    void aLogWithoutTimesTellsNone() {
        Frame frame =
                new OthersRun("log.csv", "CSV").step(3, Names.of("loss"), 1.0).frame();
        RunTimes times = new RunTimes(frame);
        assertThat(times.span()).isEmpty();
        assertThat(times.period()).isEmpty();
        assertThat(Screens.text(frame, 80, 24)).doesNotContain("elapsed");
    }

    @Test
    void eventsTellTheirDayUnlessAllAreOfToday() {
        SampleRun run = new SampleRun(2, 10).epochsMore(1).pass(DAY).epochsMore(1);
        Frame frame = Screens.frame(run.state(), run.nowMs());
        Frame events = frame.with(frame.view().withView(View.EVENTS));
        assertThat(Screens.text(events, 80, 24)).contains(" 22 Nov 10:00:00  run started", " 23 Nov 10:00:");
        SampleRun today = new SampleRun(2, 10).epochsMore(2);
        Frame sameDay = Screens.frame(today.state(), today.nowMs());
        Frame eventsOfToday = sameDay.with(sameDay.view().withView(View.EVENTS));
        assertThat(Screens.text(eventsOfToday, 80, 24)).contains(" 10:00:00  run started");
    }

    private static Frame.Files named(String path, String name) {
        return new Frame.Files(new Frame.Files.Place(path, name), "", "", "", null, 0, null);
    }

    @Test
    void aRunInARenamedFolderHasTheFoldersNameAndTellsTheOldOne() {
        SampleRun run = new SampleRun(2, 10).epochsMore(1);
        Frame frame = Screens.frame(run.state(), run.nowMs());
        Frame.Files files = named("runs/best-of-may", "best-of-may");
        Frame renamed =
                new Frame(frame.state(), frame.status(), frame.view(), files, frame.nowMs(), frame.zone(), null);
        String wide = Screens.text(renamed, 120, 30);
        assertThat(wide.lines().findFirst().orElseThrow()).contains("RUNNING  best-of-may ");
        assertThat(wide).contains("begun as cifar10-upgraded");
        Frame events = renamed.with(renamed.view().withView(View.EVENTS));
        assertThat(Screens.text(events, 80, 24)).contains("run started as cifar10-upgraded: ");
        Frame.Files same = named("runs/cifar10-upgraded", "cifar10-upgraded");
        Frame unchanged =
                new Frame(frame.state(), frame.status(), frame.view(), same, frame.nowMs(), frame.zone(), null);
        assertThat(Screens.text(unchanged, 120, 30)).doesNotContain("begun as");
    }
}
