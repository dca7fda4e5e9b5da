package io.traindeck.dashboard;

import io.traindeck.dashboard.page.Alert;
import io.traindeck.dashboard.page.Page;
import io.traindeck.terminal.LanternaTerminal;
import io.traindeck.terminal.Notifier;
import java.util.ArrayList;
import java.util.List;

/** Calls the person at the terminal when something has happened to a run on one of the pages, also one that is covered. */
final class Alarm {
    /** The time within which two pages that show one run notice the same. */
    private static final long SAME_MS = 30_000;

    private final LanternaTerminal terminal;
    private final Notifier notifier;
    private final List<Told> told = new ArrayList<>();

    private record Told(Alert alert, long atMs) {
        boolean isAbout(Alert other) {
            return alert.run().toAbsolutePath().equals(other.run().toAbsolutePath()) && alert.kind() == other.kind();
        }
    }

    Alarm(LanternaTerminal terminal, Notifier notifier) {
        this.terminal = terminal;
        this.notifier = notifier;
    }

    /** Calls about what has happened since the last look; the calls go out with the next frame. */
    void look(Iterable<Page> pages, long nowMs) {
        told.removeIf(one -> Math.abs(nowMs - one.atMs) > SAME_MS);
        List<Alert> news = new ArrayList<>();
        for (Page page : pages) {
            for (Alert alert : page.alerts(nowMs)) {
                if (told.stream().noneMatch(one -> one.isAbout(alert))) {
                    news.add(alert);
                }
            }
            // The alerts of a page are noted only now: within a page, each warning is news.
            news.forEach(alert -> told.add(new Told(alert, nowMs)));
            news.forEach(alert -> terminal.notify(notifier, alert.name(), alert.text()));
            news.clear();
        }
    }
}
