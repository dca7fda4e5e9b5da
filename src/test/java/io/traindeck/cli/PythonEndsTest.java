package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.testing.PythonLoop;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log of a loop in Python says of its end, in whichever way the program comes to it. */
class PythonEndsTest extends FollowsPythonLoop {
    private RunEnded end(Map<String, String> env, String program) throws Exception {
        loop = PythonLoop.of(dir, env, "loop", program);
        loop.exit();
        return log.await(RunEnded.class);
    }

    /** Each line is a program, in which a semicolon followed by a bar stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
                    try:;|    raise ValueError("gone");|finally:;|    run.end()                  # FAILED    # ValueError: gone
                    try:;|    raise ValueError("gone");|finally:;|    traindeck.finish()         # FAILED    # ValueError: gone
                    try:;|    sys.exit(3);|finally:;|    run.end()                              # FAILED    # exit status 3
                    try:;|    raise ValueError("gone");|except ValueError:;|    run.end()        # COMPLETED # ''
                    try:;|    raise ValueError("gone");|except ValueError:;|    sys.exit(1)      # FAILED    # exit status 1: ValueError: gone
                    sys.excepthook = lambda *_: None;|raise ValueError("gone")                   # FAILED    # ValueError: gone
                    exit(2)                                                                      # FAILED    # exit status 2
                    for i in steps():;|    break                                                 # COMPLETED # ''
                    """)
    void isTheEndOfTheProgram(String last, EndReason reason, String message) throws Exception {
        String program =
                """
                import sys, traindeck
                from sys import exit
                run = traindeck.init(name="loop")
                def steps():
                    with run:
                        run.step(loss=1.0)
                        yield 1
                run.step(loss=1.0)
                %s
                """;
        RunEnded end = end(Map.of(), program.formatted(last.replace(";|", "\n")));
        assertThat(end.reason()).as(loop.printed()).isEqualTo(reason);
        assertThat(end.message()).isEqualTo(message);
    }

    @Test
    void leavesTheStatusToTheSupervisorThatKnowsIt() throws Exception {
        Files.createDirectories(run.path());
        loop = PythonLoop.of(
                dir,
                Map.of("TRAINDECK_RUN", run.path().toString()),
                "loop",
                "import sys, traindeck\ntraindeck.start().step(loss=1.0)\nsys.exit(1)\n");
        loop.exit();
        assertThat(run.path().resolve("metrics.jsonl"))
                .content()
                .contains("\"reason\": \"failed\", \"step\": 1, \"message\": \"\"");
    }

    @Test
    void isNotAMistakeOfAPersonWhoTypes() throws Exception {
        RunEnded end = end(
                Map.of(),
                """
                import sys, traindeck
                sys.ps1 = ">>> "  # As in a session of a person.
                run = traindeck.start()
                sys.excepthook(NameError, NameError("a typo"), None)
                run.step(loss=1.0)
                """);
        assertThat(end.reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(log.events(Measured.class)).hasSize(1);
    }
}
