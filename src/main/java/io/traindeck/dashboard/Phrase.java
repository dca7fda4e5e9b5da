package io.traindeck.dashboard;

/** Some words on one line, fit for the screen, and how they look. */
record Phrase(String text, Role role) {
    static final Phrase NONE = new Phrase("", Role.TEXT);

    static Phrase text(String text) {
        return new Phrase(text, Role.TEXT);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }
}
