package io.traindeck.cli.option;

/**
 * Tells which package of traindeck this is: the full one, or the viewer, which has everything that needs no PyTorch.
 */
public final class Edition {
    /** A class of the library through which PyTorch is used. Looking for it loads nothing. */
    private static final String ENGINE = "ai/djl/engine/Engine.class";

    private Edition() {}

    /** Whether the libraries are there that can train and evaluate. */
    public static boolean hasEngine() {
        return Edition.class.getClassLoader().getResource(ENGINE) != null;
    }

    /** @throws CliException if this is the viewer; the message says what to install */
    public static void requireEngine() throws CliException {
        if (!hasEngine()) {
            throw new CliException(lack());
        }
    }

    /** A sentence that says which part the viewer lacks, and where that is found. */
    public static String lack() {
        return "this is the viewer, which cannot train or evaluate; the full package can: traindeck-" + Versions.ours()
                + "-linux-x64.tar.gz";
    }
}
