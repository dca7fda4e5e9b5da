package io.traindeck.advice;

/** A value of one signal, and its step. */
record Point(long step, double value) {}
