package io.traindeck.dashboard.comparison;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import java.util.List;
import java.util.function.Supplier;

/** Runs of a queue side by side, while a process trains them. */
public final class QueuePage implements Page {
    /**
     * The runs that are shown.
     *
     * @param runs at most as many as can be compared
     */
    public record Shown(List<RunFolder> runs, Heading heading) {
        public Shown {
            runs = List.copyOf(runs);
        }
    }

    private final ComparePage runs;
    private final Supplier<Shown> shown;
    private final Supplier<String> ended;
    private final Supplier<String> farewell;
    private String told = "";

    /**
     * @param shown what to show now
     * @param ended how the process ended, in one line; empty while it lives
     * @param farewell what is said on leaving; empty for nothing
     */
    public QueuePage(
            Supplier<Shown> shown,
            Workplace place,
            Runnable changed,
            Supplier<String> ended,
            Supplier<String> farewell) {
        this.shown = shown;
        runs = new ComparePage(logs(shown.get()), place, changed);
        this.ended = ended;
        this.farewell = farewell;
    }

    private static List<LoggedRun> logs(Shown shown) {
        return shown.runs().stream().map(LoggedRun::of).toList();
    }

    @Override
    public Next refresh(long nowMs) {
        Shown now = shown.get();
        runs.show(logs(now), now.heading());
        String end = ended.get();
        if (!end.equals(told)) {
            told = end;
            say(end);
        }
        return runs.refresh(nowMs);
    }

    @Override
    public Picture draw(int width, int height, Theme theme, Glyphs glyphs) {
        return runs.draw(width, height, theme, glyphs);
    }

    @Override
    public Focus focus() {
        return runs.focus();
    }

    @Override
    public Next press(Action action, TerminalSize size) {
        return runs.press(action, size);
    }

    @Override
    public void say(String notice) {
        runs.say(notice);
    }

    @Override
    public String farewell() {
        return farewell.get();
    }

    @Override
    public void close() {
        runs.close();
    }
}
