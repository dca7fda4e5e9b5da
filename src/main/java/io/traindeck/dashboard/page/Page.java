package io.traindeck.dashboard.page;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Focus;
import java.util.List;
import java.util.Optional;

/**
 * A page fills the screen: with one run, a replay, a comparison, or the list of runs. It reads files on a thread of its
 * own, and tells the viewer when there is something new. All its methods are called by the viewer's thread and return
 * at once.
 */
public interface Page extends AutoCloseable {
    /** Makes a page that runs {@code changed}, on any thread, whenever a new picture would differ. */
    @FunctionalInterface
    interface Maker {
        Page make(Runnable changed);
    }

    /** Takes in what has happened until {@code nowMs}, Unix milliseconds. */
    Next refresh(long nowMs);

    /** Draws the whole screen. */
    Picture draw(int width, int height, Theme theme, Glyphs glyphs);

    /**
     * Returns what has happened to the runs of this page since the last call, for people who look elsewhere. It is
     * called as long as the page is open, also while another covers it.
     */
    default List<Alert> alerts(long nowMs) {
        return List.of();
    }

    /** The place where keys are pressed now. */
    Focus focus();

    /** Does what a key asks for, on a screen of that size. */
    Next press(Action action, TerminalSize size);

    /** Does what was typed; empty if there is no such command here. */
    default Optional<Next> obey(TypedCommand typed) {
        return Optional.empty();
    }

    /** The title of the terminal's window while the page is shown; may hold what strangers wrote. */
    default String title() {
        return "traindeck";
    }

    /**
     * Tells the page which command is being typed, so that it can say what is wrong with it so far. The line is empty
     * if no command is being typed, or nothing of it yet.
     */
    default void typing(String line) {}

    /** The text that was searched for last on what is shown, for the user to change; empty if there is none. */
    default String sought() {
        return "";
    }

    /** The commands of this page, besides those that every page has. */
    default List<String> commands() {
        return List.of();
    }

    /** The step from which a branch would begin; empty if nothing can be branched from here. */
    default Optional<Long> branchStep() {
        return Optional.empty();
    }

    /** The words that a command of this page takes; empty if they cannot be listed. */
    default List<String> arguments(String command) {
        return List.of();
    }

    /** Tells the page that another one covers it: nobody sees it until it is drawn again. */
    default void covered() {}

    /** Shows a line about the viewer itself until the next key. */
    void say(String notice);

    /**
     * The milliseconds for which a picture stays true while nothing comes: ages, ETA and stalls move on by the second.
     */
    default long pictureMs() {
        return 1000;
    }

    /** The text to print on the terminal when the program is left from here; empty for nothing. */
    default String farewell() {
        return "";
    }

    @Override
    void close();
}
