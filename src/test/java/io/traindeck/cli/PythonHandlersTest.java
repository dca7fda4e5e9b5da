package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Python;
import io.traindeck.testing.PythonLoop;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceptions and handlers of signals that belong to the loop, and reach it while {@code traindeck.py} is at work. */
class PythonHandlersTest {
    @TempDir
    Path dir;

    @BeforeEach
    void needsPython() throws Exception {
        Python.assume("fcntl");
    }

    private String printed(String program) throws Exception {
        try (PythonLoop loop = PythonLoop.of(dir, Map.of(), "loop", program)) {
            assertThat(loop.exit()).as(loop.printed()).isZero();
            return loop.printed();
        }
    }

    /** On a GPU, most of a step's time goes by while a number is waited for: there a signal finds the loop. */
    @ParameterizedTest
    @ValueSource(strings = {"handler", "functools.partial(handler, more=1)", "Handler()", "Handler().method"})
    void whatAHandlerRaisesWhileANumberIsReadReachesTheLoop(String handler) throws Exception {
        String program =
                """
                import enum, functools, signal, traindeck
                class Preempted(Exception): pass
                def handler(*about, more=0): raise Preempted()
                class Handler:
                    def __call__(self, *about): raise Preempted()
                    def method(self, *about): raise Preempted()
                class Slow:
                    def item(self):
                        signal.raise_signal(signal.SIGUSR1)
                        return 1.0
                signal.signal(signal.SIGUSR1, %s)
                run = traindeck.start()
                for told in (run.step, run.validation):
                    try:
                        told(loss=Slow())
                    except Preempted:
                        print("preempted")
                try:
                    run.validation(best=Slow())
                except Preempted:
                    print("preempted")
                class Colour(enum.Enum):
                    RED = 1
                class Odd:
                    def item(self): return Colour(7)
                run.step(loss=0.5, odd=Odd())
                """
                        .formatted(handler);
        assertThat(printed(program)).isEqualTo("preempted\n".repeat(3));
    }

    /** A handler may come between any two instructions of the loop's thread. */
    @Test
    void aHandlerMayCallTheRunWhileTheLoopPutsALine() throws Exception {
        assertThat(
                        printed(
                                """
                        import faulthandler, traindeck
                        faulthandler.dump_traceback_later(60, exit=True)
                        run = traindeck.start()
                        with run._log._mutex:
                            run.validation(acc=0.5)
                        run.step(loss=1.0)
                        """))
                .isEmpty();
    }

    /** Whoever has run out of memory tries again with smaller batches, for which the memory must be free. */
    @Test
    void theEndOfARunKeepsNothingOfTheFunctionThatFailed() throws Exception {
        assertThat(
                        printed(
                                """
                        import gc, weakref, traindeck
                        class Model: pass
                        def train():
                            global left
                            model = Model()
                            left = weakref.ref(model)
                            run = traindeck.start()
                            try:
                                run.step(loss=1.0)
                                raise MemoryError("out of memory")
                            finally:
                                run.end()
                        try:
                            train()
                        except MemoryError:
                            pass
                        gc.collect()
                        print("kept" if left() else "free")
                        """))
                .isEqualTo("free\n");
    }
}
