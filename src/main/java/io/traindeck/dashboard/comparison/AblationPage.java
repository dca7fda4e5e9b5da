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

/** The runs of an ablation side by side, while a process trains one after another. */
public final class AblationPage implements Page {
    /**
     * The runs of one seed.
     *
     * @param number which of the ablation's ladders this is, from 1
     * @param ladders how many there are
     */
    public record Ladder(List<RunFolder> runs, int number, int ladders, long seed) {
        String words() {
            return (ladders == 1 ? "" : "ladder " + number + " of " + ladders + ", ") + "seed " + seed;
        }
    }

    private final ComparePage runs;
    private final Supplier<Ladder> ladder;
    private final Supplier<String> ended;
    private final Supplier<String> farewell;
    private String told = "";

    /**
     * @param ladder what to show now
     * @param ended how the process ended, in one line; empty while it lives
     * @param farewell what is said on leaving; empty for nothing
     */
    public AblationPage(
            Supplier<Ladder> ladder,
            Workplace place,
            Runnable changed,
            Supplier<String> ended,
            Supplier<String> farewell) {
        this.ladder = ladder;
        runs = new ComparePage(logs(ladder.get()), place, changed);
        this.ended = ended;
        this.farewell = farewell;
    }

    private static List<LoggedRun> logs(Ladder ladder) {
        return ladder.runs().stream().map(LoggedRun::of).toList();
    }

    @Override
    public Next refresh(long nowMs) {
        Ladder now = ladder.get();
        runs.show(logs(now), now.words());
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
