package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.Mailbox;
import io.traindeck.testing.PythonLoop;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops in Python that hear nothing of what is asked: one that hangs, and one that does not look. */
class PythonDeafLoopTest extends FollowsPythonLoop {
    @Test
    void oneThatHangsInCodeOfCIsEndedByTheSecondSignal() throws Exception {
        loop = PythonLoop.of(
                dir,
                Map.of(),
                "loop",
                """
                import ctypes, traindeck
                run = traindeck.start()
                run.validation(begun=1)
                library, mutex = ctypes.CDLL(None), (ctypes.c_char * 64)()
                library.pthread_mutex_lock(mutex)
                print("hangs", flush=True)
                library.pthread_mutex_lock(mutex)
                """);
        loop.awaitPrinted("hangs");
        loop.signal("INT");
        loop.awaitPrinted("the loop is asked to end; a second signal ends it at once");
        loop.signal("TERM");
        assertThat(loop.exit()).isEqualTo(128 + 15);
    }

    @ParameterizedTest
    @CsvSource({"CHECKPOINT, save", "STOP, stop", "PARK, park"})
    void oneThatNeverLooksRefusesWhatItWouldNotDo(Command command, String asked) throws Exception {
        loop = PythonLoop.of(
                dir,
                Map.of(),
                "loop",
                """
                import time, traindeck
                traindeck.UNSEEN_SECONDS = 0.2
                run = traindeck.start()
                ask = run.step(loss=1.0)
                while b"refused" not in open(run.path + "/events.jsonl", "rb").read():
                    run.step(loss=1.0)
                    time.sleep(0.01)
                print(ask.save, ask.stop, ask.park, ask.reason)
                """);
        log.await(Measured.class);
        Mailbox.send(run, command);
        CommandAnswered refused = log.await(CommandAnswered.class, answer -> answer.status() == CommandStatus.REFUSED);
        assertThat(refused.reason()).isEqualTo("the loop has not looked at ask." + asked + " so far");
        assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(loop.exit()).isZero();
        assertThat(loop.printed()).isEqualTo("False False False None\n");
    }
}
