package io.traindeck.dashboard.draw;

import java.util.Optional;

/** The theme in use. If a theme that is chosen cannot be used, the one before it stays. */
public final class ThemeChoice {
    private final Themes themes;
    private Theme current;

    /** The name that {@code t} goes on from, which may be the name of a theme that cannot be used. */
    private String name;

    private Optional<String> trouble = Optional.empty();
    private Optional<String> chosen = Optional.empty();

    /** @param first the name to begin with; if it cannot be used, {@code otherwise} is taken, which is built in */
    public ThemeChoice(Themes themes, String first, String otherwise) {
        this.themes = themes;
        try {
            current = Themes.builtIn(otherwise);
        } catch (ThemeException e) {
            throw new IllegalStateException("a built-in theme cannot be used", e);
        }
        trouble = take(first);
    }

    /** The theme to draw in. */
    public Theme current() {
        return current;
    }

    /** All themes that there are to choose from. */
    public Themes all() {
        return themes;
    }

    /** The reason why the first theme cannot be used; empty if it can. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** The theme that was chosen last, if any was chosen since the first. */
    public Optional<String> chosen() {
        return chosen;
    }

    /** Takes that theme; if it cannot be used, says what is wrong with it. */
    public Optional<String> choose(String wanted) {
        Optional<String> wrong = take(wanted);
        if (wrong.isEmpty()) {
            chosen = Optional.of(wanted);
        }
        return wrong;
    }

    private Optional<String> take(String wanted) {
        name = wanted;
        try {
            current = themes.load(wanted);
            return Optional.empty();
        } catch (ThemeException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Takes the next theme; says its name, or what is wrong with it. */
    public String next() {
        String next = themes.next(name);
        return choose(next).orElse("theme: " + next);
    }
}
