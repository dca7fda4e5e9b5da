package io.traindeck.supervise;

/** The signals that a program may be sent. */
public enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    KILL(9),
    USR1(10),
    USR2(12),
    TERM(15),
    CONT(18),
    STOP(19);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** Its number on Linux. */
    int number() {
        return number;
    }

    /** The exit status that a shell gives a program that this signal has ended. */
    int exitStatus() {
        return 128 + number;
    }

    /**
     * Returns the name of the signal that ended a program with that exit status, as a shell reads it; empty if no
     * signal did.
     */
    static String ofExit(int status) {
        if (status <= 128 || status > 128 + 64) {
            return "";
        }
        for (Signal signal : values()) {
            if (signal.exitStatus() == status) {
                return signal.name();
            }
        }
        return switch (status - 128) {
            case 4 -> "ILL";
            case 6 -> "ABRT";
            case 7 -> "BUS";
            case 8 -> "FPE";
            case 11 -> "SEGV";
            case 13 -> "PIPE";
            case 14 -> "ALRM";
            default -> "signal " + (status - 128);
        };
    }
}
