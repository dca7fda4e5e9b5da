package io.traindeck.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastWordsTest {
    private static final String TRACE =
            "Traceback (most recent call last):\n  File \"train.py\", line 5, in <module>\n    x\n";

    @TempDir
    Path dir;

    private String words(String printed) throws IOException {
        return words(printed, false);
    }

    private String words(String printed, boolean isKilled) throws IOException {
        Path file = Files.writeString(dir.resolve("trainer.log"), printed);
        return LastWords.in(file, 0, isKilled);
    }

    @Test
    void areThoseOfAnException() throws IOException {
        assertThat(words("epoch 1\n" + TRACE + "ValueError: bad shape\nmore of it\nbye\n"))
                .isEqualTo("ValueError: bad shape");
        assertThat(words(TRACE + "KeyboardInterrupt\n")).isEqualTo("KeyboardInterrupt");
    }

    @Test
    void areThoseOfTheExceptionThatCausedTheOthersFailure() throws IOException {
        String rank = "[rank1]: ";
        String trace = TRACE.replaceAll("(?m)^", rank);
        assertThat(words(trace + rank + "RuntimeError: shapes differ\n" + TRACE
                        + "torch.distributed.elastic.multiprocessing.errors.ChildFailedError: \n=====\n"))
                .isEqualTo("RuntimeError: shapes differ");
    }

    @Test
    void sayThatMemoryRanOutWhateverElseIsSaid() throws IOException {
        String memory = "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.";
        assertThat(words(TRACE + memory + "\n" + TRACE + "RuntimeError: worker died\n"))
                .isEqualTo(memory);
        assertThat(words("terminate called after throwing an instance of 'std::bad_alloc'\nAborted\n"))
                .contains("std::bad_alloc");
    }

    @Test
    void areNotThoseOfAnExceptionThatWasCaughtBefore() throws IOException {
        String caught = TRACE.replace("    x\n", "    raise RuntimeError(\"CUDA out of memory\")\n")
                + "RuntimeError: CUDA out of memory. Tried to allocate 2 GiB\nhalving the batch\n";
        String failed = TRACE + "ValueError: shapes differ: 3 and 4\n";
        String steps = "step 1 loss 0.5\n".repeat(50);
        assertThat(words(caught + failed)).isEqualTo("ValueError: shapes differ: 3 and 4");
        assertThat(words(caught + steps + failed)).isEqualTo("ValueError: shapes differ: 3 and 4");
        assertThat(words(caught + steps + "dataset exhausted: 0 images left\n"))
                .isEqualTo("dataset exhausted: 0 images left");
        assertThat(words("RuntimeError: CUDA out of memory\nhalving the batch\n" + steps + failed))
                .isEqualTo("ValueError: shapes differ: 3 and 4");
    }

    @Test
    void ofAProgramThatASignalHasEndedAreNoneThatItWentOnAfter() throws IOException {
        String caught = TRACE + "OSError: no cache\ngoing on\n";
        assertThat(words(caught + "step 1 loss 0.5\n", true)).isEqualTo("step 1 loss 0.5");
        assertThat(words(TRACE + "OSError: no cache\n", true)).isEqualTo("OSError: no cache");
        assertThat(words("terminate called after throwing an instance of 'std::bad_alloc'\nAborted\n", true))
                .contains("std::bad_alloc");
    }

    @Test
    void areTheLastLineWhereThereIsNoException() throws IOException {
        assertThat(words("one\ntwo\u001b[31m red\u001b[0m\n\n  \n")).isEqualTo("two red");
        assertThat(words("10%\r20%\r30%")).isEqualTo("30%");
        assertThat(words("")).isEmpty();
    }

    @Test
    void areOneLineOfBoundedLength() throws IOException {
        assertThat(words("x".repeat(1 << 20))).hasSizeLessThan(400);
        assertThat(words("a\0\7b")).doesNotContain("\7");
    }
}
