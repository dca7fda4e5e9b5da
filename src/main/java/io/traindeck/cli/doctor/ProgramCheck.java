package io.traindeck.cli.doctor;

import io.traindeck.cli.option.Edition;
import io.traindeck.cli.option.Versions;
import java.util.List;

/** Reports which program this is, and the Java it runs on. */
final class ProgramCheck {
    private static final String AREA = "program";

    private ProgramCheck() {}

    static List<Finding> findings(Site site) {
        String launcher = site.variable("TRAINDECK_LAUNCHER");
        return List.of(
                Finding.ok(AREA, "version", Versions.ours() + (Edition.hasEngine() ? "" : " (viewer)")),
                launcher.isEmpty()
                        ? Finding.note(
                                AREA,
                                "launcher",
                                "none: java was started by hand",
                                "Start the program by its launcher, traindeck, which chooses Java's options.")
                        : Finding.ok(AREA, "launcher", launcher),
                Finding.ok(
                        AREA,
                        "java",
                        site.property("java.version") + ", " + site.property("java.vendor") + ", in "
                                + site.property("java.home")),
                Finding.ok(
                        AREA,
                        "system",
                        site.property("os.name") + " " + site.property("os.version") + " " + site.property("os.arch")));
    }
}
