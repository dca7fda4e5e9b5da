/**
 * The terminal itself: what it can do, keys from its bytes, one write a picture, and that it is given back as it was,
 * however the program ends.
 */
package io.traindeck.terminal;
