package io.traindeck.dashboard.draw;

/** Some words on one line, fit for the screen, and how they look. */
public record Phrase(String text, Role role) {
    /** No words. */
    public static final Phrase NONE = new Phrase("", Role.TEXT);

    /** Words that look ordinary. */
    public static Phrase text(String text) {
        return new Phrase(text, Role.TEXT);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }
}
