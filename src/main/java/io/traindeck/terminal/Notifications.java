package io.traindeck.terminal;

/** How somebody is called who looks elsewhere. */
public enum Notifications {
    /** By the bell, and by a message on the desktop where the terminal can pass one on. */
    ON,
    /** By the bell alone. */
    BELL,
    /** Not at all. */
    OFF
}
