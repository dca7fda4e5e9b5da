package io.traindeck.data;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The source of every random number of a run: a generator that is a pure function of the run's seed, of the purpose of
 * the draw, and of its place in the run. Nothing depends on how far another generator has run, so a resumed run draws
 * what the run would have drawn without the stop.
 */
public final class Draws {
    /** The uses of random numbers; each has a stream of its own. */
    public enum Purpose {
        INITIALISATION,
        SHUFFLE,
        AUGMENTATION,
        DROPOUT,
        SHAPES
    }

    /** An algorithm whose sequence Java's specification fixes by name. */
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private Draws() {}

    /**
     * Returns the generator for one place.
     *
     * @param major e.g. the epoch or the step
     * @param minor e.g. the index of the image, or 0
     */
    public static RandomGenerator at(long seed, Purpose purpose, long major, long minor) {
        long key = mix(seed);
        key = mix(key ^ purpose.ordinal());
        key = mix(key ^ major);
        key = mix(key ^ minor);
        return FACTORY.create(key);
    }

    /** SplitMix64's step and finaliser (Steele, Lea and Flood 2014): a bijection that spreads every bit over all 64. */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
