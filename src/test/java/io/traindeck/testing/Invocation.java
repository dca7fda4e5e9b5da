package io.traindeck.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command of the command line, run in this process. */
public record Invocation(int exit, String out, String err) {
    public static Invocation of(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int exit = commandLine.execute(arguments);
        return new Invocation(exit, out.toString(), err.toString());
    }

    /** Returns what the command printed; it must have gone well. */
    public String printed() {
        assertThat(err).isEmpty();
        assertThat(exit).isZero();
        return out;
    }

    /** Asserts that the command failed with one line on stderr that says all of this, and printed nothing else. */
    public void assertFails(int status, String... reasons) {
        assertThat(err).startsWith("traindeck: ").contains(reasons);
        assertThat(err.lines()).as(err).hasSize(1);
        assertThat(err.strip().chars()).noneMatch(Character::isISOControl);
        assertThat(exit).isEqualTo(status);
        assertThat(out).isEmpty();
    }
}
