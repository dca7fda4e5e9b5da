package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class BatchLoaderTest {
    private static final BatchOrder TRAINING = TestImages.order(42, true);

    private final ImageSet set = TestImages.random(21, 7);

    /** A batch whose content no longer changes. */
    private record Copy(List<Byte> images, List<Long> labels) {
        static Copy of(Batch batch) {
            List<Byte> images = new ArrayList<>();
            for (byte value : TestImages.bytes(batch.images())) {
                images.add(value);
            }
            List<Long> labels = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                labels.add(batch.labels().getLong(i * Long.BYTES));
            }
            return new Copy(images, labels);
        }
    }

    @Test
    void batchesHoldTheEpochsImagesInOrderAndKeepTheShortLastOne() throws Exception {
        try (BatchLoader loader = new BatchLoader(set, 8, TRAINING)) {
            loader.start(3, 0);
            int[] indices = TRAINING.indices(3, set.size());
            byte[] expected = new byte[ImageSet.IMAGE_BYTES];
            int at = 0;
            List<Integer> sizes = new ArrayList<>();
            for (Optional<Batch> next = loader.next(); next.isPresent(); next = loader.next()) {
                Batch batch = next.get();
                sizes.add(batch.size());
                for (int i = 0; i < batch.size(); i++, at++) {
                    TRAINING.augmentation(3, indices[at])
                            .orElseThrow()
                            .apply(TestImages.bytes(set, indices[at]), expected);
                    ByteBuffer image = batch.images().slice(i * ImageSet.IMAGE_BYTES, ImageSet.IMAGE_BYTES);
                    assertThat(TestImages.bytes(image)).isEqualTo(expected);
                    assertThat(batch.labels().getLong(i * Long.BYTES)).isEqualTo(set.label(indices[at]));
                }
            }
            assertThat(sizes).containsExactly(8, 8, 5);
            assertThat(loader.batchesPerEpoch()).isEqualTo(3);
            assertThat(loader.next()).isEmpty();
        }
    }

    @Test
    void buffersAreDirectInNativeOrderAndAsLongAsTheBatch() throws Exception {
        try (BatchLoader loader = new BatchLoader(set, 16, BatchOrder.validation())) {
            loader.start(1, 1);
            Batch batch = loader.next().orElseThrow();

            assertThat(batch.size()).isEqualTo(5);
            assertThat(batch.images().isDirect()).isTrue();
            assertThat(batch.labels().isDirect()).isTrue();
            assertThat(batch.labels().order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(batch.images().remaining()).isEqualTo(5 * ImageSet.IMAGE_BYTES);
            assertThat(batch.labels().remaining()).isEqualTo(5 * Long.BYTES);
        }
    }

    @Test
    void startingAtABatchGivesExactlyTheRestOfTheEpoch() throws Exception {
        try (BatchLoader loader = new BatchLoader(set, 2, TRAINING)) {
            List<Copy> whole = epoch(loader, 5, 0);
            for (int first = 0; first <= loader.batchesPerEpoch(); first++) {
                assertThat(epoch(loader, 5, first)).isEqualTo(whole.subList(first, whole.size()));
            }
        }
    }

    @Test
    void startingAnewAbandonsTheEpochInPreparation() throws Exception {
        try (BatchLoader loader = new BatchLoader(set, 2, TRAINING)) {
            List<Copy> first = epoch(loader, 1, 0);
            List<Copy> second = epoch(loader, 2, 0);
            for (int taken = 0; taken < first.size(); taken++) {
                loader.start(1, 0);
                for (int i = 0; i < taken; i++) {
                    assertThat(Copy.of(loader.next().orElseThrow())).isEqualTo(first.get(i));
                }
                assertThat(epoch(loader, 2, 0)).isEqualTo(second);
            }
        }
    }

    @Test
    void aBatchStaysUntouchedWhileItIsHeld() throws Exception {
        Semaphore begun = new Semaphore(0);
        BatchOrder counting = order(index -> begun.release());
        try (BatchLoader loader = new BatchLoader(set, 1, counting)) {
            loader.start(1, 0);
            int awaited = 0;
            for (int i = 0; i < set.size(); i++) {
                Batch batch = loader.next().orElseThrow();
                int prepared = Math.min(i + BatchLoader.SLOTS, set.size());
                begun.acquire(prepared - awaited);
                awaited = prepared;
                assertThat(TestImages.bytes(batch.images())).isEqualTo(TestImages.bytes(set, i));
            }
        }
    }

    @Test
    void preparesAheadOfTheCallerButNoFartherThanThereIsRoom() throws Exception {
        Semaphore begun = new Semaphore(0);
        try (BatchLoader loader = new BatchLoader(set, 1, order(index -> begun.release()))) {
            loader.start(1, 0);
            begun.acquire(BatchLoader.SLOTS);
            assertThat(begun.tryAcquire()).isFalse();
            loader.next();
            loader.next();
            begun.acquire();
        }
    }

    @Test
    void failuresOnThePreparingThreadReachTheCallerUntilAnEpochIsStarted() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        BatchOrder order = order(index -> {
            if (index == 2 && broken.get()) {
                throw new ArithmeticException("image 2");
            }
        });
        try (BatchLoader loader = new BatchLoader(set, 2, order)) {
            loader.start(6, 0);
            assertThat(loader.next()).isPresent();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(loader::next)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("batch 1 of epoch 6")
                        .hasRootCauseMessage("image 2");
            }
            broken.set(false);
            assertThat(epoch(loader, 7, 0)).hasSize(loader.batchesPerEpoch());
        }
    }

    @Test
    void anInterruptedWaitLosesNoBatch() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        BatchOrder order = order(index -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (BatchLoader loader = new BatchLoader(set, 2, order)) {
            loader.start(1, 0);
            Thread.currentThread().interrupt();
            assertThatThrownBy(loader::next).isInstanceOf(InterruptedException.class);
            go.countDown();
            assertThat(loader.next().orElseThrow().labels().getLong(0)).isEqualTo(set.label(0));
        }
    }

    @Test
    void closingLeavesNoThreadAndNothingElseToDo() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        BatchLoader loader = new BatchLoader(set, 1, TRAINING);
        loader.start(1, 0);
        loader.next();
        List<Thread> started = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("batch-loader") && !before.contains(thread))
                .toList();
        assertThat(started).hasSize(1).allMatch(Thread::isDaemon);

        loader.close();
        loader.close();

        started.get(0).join(10_000);
        assertThat(started.get(0).isAlive()).isFalse();
        assertThatThrownBy(loader::next).hasMessageContaining("closed");
        assertThatThrownBy(() -> loader.start(1, 0)).hasMessageContaining("closed");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new BatchLoader(set, 0, TRAINING)).isInstanceOf(IllegalArgumentException.class);
        try (BatchLoader loader = new BatchLoader(set, 1_000_000_000, TRAINING)) {
            assertThat(loader.batchesPerEpoch()).isEqualTo(1);
            assertThatThrownBy(loader::next).hasMessageContaining("no epoch was started");
            assertThatThrownBy(() -> loader.start(1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> loader.start(1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static List<Copy> epoch(BatchLoader loader, int epoch, int firstBatch) throws InterruptedException {
        loader.start(epoch, firstBatch);
        List<Copy> batches = new ArrayList<>();
        for (Optional<Batch> next = loader.next(); next.isPresent(); next = loader.next()) {
            batches.add(Copy.of(next.get()));
        }
        return batches;
    }

    /** Returns the order of the set, with something that happens on the preparing thread before each image. */
    private static BatchOrder order(IntConsumer beforeImage) {
        return new BatchOrder() {
            @Override
            public int[] indices(int epoch, int size) {
                return BatchOrder.validation().indices(epoch, size);
            }

            @Override
            public Optional<Augmentation> augmentation(int epoch, int index) {
                beforeImage.accept(index);
                return Optional.empty();
            }
        };
    }
}
