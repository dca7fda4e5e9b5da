package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    Path dir;

    private Path lock;

    @BeforeEach
    void name() {
        lock = dir.resolve("lock");
    }

    @Test
    void aMissingOrUntouchedFileIsFree() throws IOException {
        assertThat(RunLock.isHeld(lock)).isFalse();
        Files.createFile(lock);
        assertThat(RunLock.isHeld(lock)).isFalse();
    }

    @Test
    void theHolderSeesItHeldAndLosesItNotByLooking() throws Exception {
        Path alias = Files.createSymbolicLink(dir.resolve("alias"), dir).resolve("lock");
        try (RunLock held = RunLock.acquire(lock).orElseThrow()) {
            assertThat(RunLock.isHeld(lock)).isTrue();
            assertThat(RunLock.isHeld(alias)).isTrue();
            assertThat(RunLock.acquire(alias)).isEmpty();
            assertThat(LockProcess.findsHeld(lock)).isTrue();
        }
        assertThat(RunLock.isHeld(lock)).isFalse();
        assertThat(LockProcess.findsHeld(lock)).isFalse();
    }

    @Test
    void itCanBeTakenAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            RunLock.acquire(lock).orElseThrow().close();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherProcessHoldsItUntilItIsKilled() throws Exception {
        try (LockProcess holder = LockProcess.holding(lock)) {
            assertThat(holder.word()).isEqualTo("held");
            assertThat(RunLock.isHeld(lock)).isTrue();
            assertThat(RunLock.acquire(lock)).isEmpty();
            assertThat(RunLock.isHeld(lock)).isTrue();
            holder.kill();
            assertThat(RunLock.isHeld(lock)).isFalse();
            RunLock.acquire(lock).orElseThrow().close();
        }
    }

    @Test
    void askingNeverMakesAStartingTrainerFail() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        try (LockProcess first = LockProcess.asking(lock);
                LockProcess second = LockProcess.asking(lock);
                LockProcess third = LockProcess.asking(lock)) {
            for (LockProcess process : List.of(first, second, third)) {
                assertThat(process.word()).isEqualTo("asking");
            }
            for (int i = 0; i < 3; i++) {
                Thread thread = new Thread(() -> {
                    while (!done.get()) {
                        RunLock.isHeld(lock);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (int i = 0; i < 100; i++) {
                try (RunLock held = RunLock.acquire(lock).orElseThrow()) {
                    assertThat(RunLock.isHeld(lock)).isTrue();
                }
            }
        } finally {
            done.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void aLockThatCannotBeMadeIsAnError() {
        assertThatThrownBy(() -> RunLock.acquire(dir.resolve("missing").resolve("lock")))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("missing");
    }
}
