package io.traindeck.dashboard;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import io.traindeck.dashboard.comparison.ComparePage;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.ThemeChoice;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.live.LivePage;
import io.traindeck.dashboard.page.Branching;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.run.RunException;
import io.traindeck.terminal.CellText;
import io.traindeck.terminal.FrameScreen;
import io.traindeck.terminal.GlyphSet;
import io.traindeck.terminal.Notifier;
import io.traindeck.terminal.TerminalSession;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The loop that shows pages. It waits for a key, for news, or for the moment at which the picture is no longer true,
 * and then draws. A picture in which nothing has changed is not written. News is drawn ten times a second at most, and
 * the answer to a key at once.
 */
public final class Viewer {
    private static final long FRAME_MS = 100;

    /** The time after a key in which news counts as the answer to it. */
    private static final long AFTER_KEY_MS = 300;

    /** The time between two looks at a terminal that does not read. */
    private static final long BUSY_MS = 10;

    /** The time after which a terminal that has not read is looked at less often. */
    private static final long STUCK_MS = 1000;

    private final TerminalSession session;
    private final FrameScreen screen;
    private final Glyphs glyphs;
    private final ThemeChoice theme;
    private final Workplace place;
    private final InstantSource clock;
    private final Prompt prompt;
    private final Alarm alarm;
    private final Deque<Page> pages = new ArrayDeque<>();

    private Picture shown;
    private boolean news = true;
    private long drawnMs;
    private long keyMs;
    private String farewell = "";
    private Optional<String> failure = Optional.empty();

    /**
     * @param notifier calls a person who looks elsewhere
     * @param history the file that keeps typed commands, if any
     */
    public Viewer(
            TerminalSession session,
            GlyphSet glyphs,
            ThemeChoice theme,
            Notifier notifier,
            Workplace place,
            Optional<Path> history,
            InstantSource clock) {
        this.session = session;
        this.screen = session.screen();
        this.glyphs = glyphs == GlyphSet.UNICODE ? Glyphs.UNICODE : Glyphs.ASCII;
        this.theme = theme;
        this.place = place;
        this.clock = clock;
        alarm = new Alarm(session.terminal(), notifier);
        prompt = new Prompt(session, new CellText(glyphs), history, place.folders(), theme.all());
    }

    /**
     * Shows a page, and the pages opened from it, until it is left.
     *
     * @throws RunException if a page cannot go on; the message says why
     * @throws IOException if the terminal fails
     */
    public void run(Page first) throws RunException, IOException {
        try {
            pages.push(first);
            // To open the page was asked for as well: what it has read is drawn as soon as it is there.
            keyMs = clock.millis();
            theme.trouble().ifPresent(page()::say);
            while (!pages.isEmpty()) {
                go(page().refresh(clock.millis()));
                alarm.look(pages, clock.millis());
                if (!pages.isEmpty()) {
                    page().typing(prompt.typed());
                    drawIfDue();
                    await().ifPresent(this::take);
                    prompt.takeCommand().ifPresent(this::obey);
                }
            }
        } finally {
            closeAll();
            prompt.close();
        }
        if (failure.isPresent()) {
            throw new RunException(failure.get());
        }
    }

    private Page page() {
        return pages.element();
    }

    private void wakeUp() {
        session.terminal().wakeUp();
    }

    /** Waits for a key; when it returns without one, there may be news. */
    private Optional<KeyStroke> await() {
        long now = clock.millis();
        long since = now - drawnMs;
        long wait = news ? frameMs(now) - since : page().pictureMs() - since;
        if (news && wait <= 0) { // It would have been drawn, had the terminal been ready.
            wait = since < STUCK_MS ? BUSY_MS : FRAME_MS;
        }
        Optional<KeyStroke> key = session.awaitKey(Duration.ofMillis(Math.max(1, wait)));
        news = true;
        return key;
    }

    /** Milliseconds from one picture to the next. */
    private long frameMs(long now) {
        return now - keyMs < AFTER_KEY_MS ? 0 : FRAME_MS;
    }

    private void drawIfDue() throws IOException {
        long now = clock.millis();
        if (!news || now - drawnMs < frameMs(now) || !session.terminal().isReadyForFrame()) {
            return;
        }
        if (screen.doResizeIfNecessary() != null) {
            shown = null;
        }
        TerminalSize size = screen.getTerminalSize();
        Picture picture = page().draw(size.getColumns(), size.getRows(), theme.current(), glyphs);
        picture.paint(screen.newTextGraphics(), shown);
        // The prompt lies over the picture: the next one is painted whole.
        shown = prompt.isOpen() ? null : picture;
        screen.setCursorPosition(prompt.isOpen() ? drawPrompt() : null);
        session.terminal().title(page().title());
        screen.refresh();
        drawnMs = now;
        news = false;
        if (!page().farewell().equals(farewell)) {
            farewell = page().farewell();
            session.farewell(Safe.outOfCells(farewell));
        }
    }

    private TerminalPosition drawPrompt() {
        TextGraphics graphics = screen.newTextGraphics();
        graphics.setForegroundColor(theme.current().cell(Role.TEXT, ' ').getForegroundColor());
        graphics.setBackgroundColor(theme.current().background());
        return prompt.draw(graphics);
    }

    private void take(KeyStroke key) {
        keyMs = clock.millis();
        if (key.getKeyType() == KeyType.EOF) {
            go(Next.QUIT); // The terminal is gone.
        } else if (prompt.isOpen()) {
            prompt.type(key);
        } else {
            place.keys().find(key, page().focus()).ifPresent(this::press);
        }
    }

    private void press(Action action) {
        switch (action) {
            case COMMAND_LINE -> prompt.open("", page());
            case GO_TO -> prompt.open("goto ", page());
            case BRANCH ->
                page().branchStep().ifPresent(step -> prompt.open(Branching.WORD + " " + step + " ", page()));
            case SEARCH -> prompt.search(page());
            case FILTER -> prompt.open("filter ", page());
            case NEXT_THEME -> page().say(theme.next());
            case REDRAW -> screen.redrawAll();
            default -> go(page().press(action, screen.getTerminalSize()));
        }
    }

    private void obey(TypedCommand line) {
        TypedCommand typed = line.among(prompt.commands());
        page().say("");
        switch (typed.word()) {
            case "" -> {
                // Nothing was typed.
            }
            case "quit" -> go(Next.QUIT);
            case "help" -> press(Action.HELP);
            case "messages" -> press(Action.SHOW_MESSAGES);
            case "theme" -> page().say(theme.choose(typed.argument()).orElse("theme: " + typed.argument()));
            case "open" -> open(typed.argument());
            default -> page().obey(typed).ifPresentOrElse(this::go, () -> page().say(unknown(typed.word())));
        }
    }

    private String unknown(String word) {
        List<String> possible = TypedCommand.possible(word, prompt.commands());
        return "No command \"" + word + "\" here; "
                + (possible.isEmpty()
                        ? "Tab lists those there are."
                        : "it may be " + String.join(" or ", possible) + ".");
    }

    private void open(String name) {
        try {
            go(new Next.Open(place.finder().find(name)));
        } catch (RunException e) {
            page().say(e.getMessage());
        }
    }

    private void go(Next next) {
        if (next instanceof Next.Open opened) {
            cover(new LivePage(opened.run(), opened.start(), place, this::wakeUp));
        } else if (next instanceof Next.Compare compared) {
            cover(new ComparePage(compared.runs(), place, this::wakeUp));
        } else if (next instanceof Next.Back || next instanceof Next.Return && pages.size() > 1) {
            uncover();
        } else if (next instanceof Next.Copy copy) {
            session.terminal().copy(copy.text());
        } else if (next instanceof Next.Type typed) {
            prompt.open(typed.begun(), page());
        } else if (next instanceof Next.Quit) {
            closeAll();
        } else if (next instanceof Next.Fail fail && pages.size() > 1) {
            uncover();
            page().say(fail.reason());
        } else if (next instanceof Next.Fail fail) {
            failure = Optional.of(fail.reason());
            // What was to be said of the last picture, such as that training goes on, is not so.
            session.farewell("");
            closeAll();
        }
    }

    private void cover(Page next) {
        page().covered();
        pages.push(next);
    }

    private void uncover() {
        pages.pop().close();
    }

    private void closeAll() {
        pages.forEach(Page::close);
        pages.clear();
    }
}
