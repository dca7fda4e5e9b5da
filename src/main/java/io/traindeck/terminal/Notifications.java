package io.traindeck.terminal;

/** The ways to call a person who looks elsewhere. */
public enum Notifications {
    /** The bell rings, and a message appears on the desktop if the terminal can pass one on. */
    ON,
    /** Only the bell rings. */
    BELL,
    /** Nobody is called. */
    OFF
}
