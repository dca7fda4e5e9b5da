package io.traindeck.source.tensorboard;

/** The name of a series. Tags that differ in blanks only are one. */
final class Tag {
    final String name;

    /** The {@link StepMerge#round} that has a number of this name already. */
    long round = -1;

    Tag(String name) {
        this.name = name;
    }
}
