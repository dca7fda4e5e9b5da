package io.traindeck.advice;

/** A value of one signal, and the step that it is of. */
record Point(long step, double value) {}
