package io.traindeck.terminal;

/** How somebody is called who looks elsewhere. */
public enum Notifications {
    /** The bell rings, and a message appears on the desktop if the terminal can pass one on. */
    ON,
    /** Only the bell rings. */
    BELL,
    /** Not at all. */
    OFF
}
