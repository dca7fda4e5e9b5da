package io.traindeck.cli;

import java.io.File;
import java.util.List;

/** How this program is started again, as another process. */
final class ThisProgram {
    private ThisProgram() {}

    /** The launcher, which knows what each subcommand's JVM needs; without it this JVM's own program and class path. */
    static List<String> command() {
        String launcher = System.getenv("TRAINDECK_LAUNCHER");
        if (launcher != null) {
            return List.of(launcher);
        }
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        return List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
    }
}
