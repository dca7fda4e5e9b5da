package io.traindeck.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code python}: the file that makes a training loop in Python a run. */
@Command(
        name = "python",
        mixinStandardHelpOptions = true,
        description = {
            "Prints traindeck.py, to be put beside a training script in Python.",
            "",
            "With it the script writes a run folder that can be watched and steered: traindeck python > traindeck.py. It is"
                    + " one file that needs nothing but Python 3.8 or newer; how it is used stands at its top."
        })
final class PythonCommand implements Callable<Integer> {
    private static final String FILE = "/traindeck.py";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (InputStream file = PythonCommand.class.getResourceAsStream(FILE)) {
            out.print(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
        out.flush();
        return 0;
    }
}
