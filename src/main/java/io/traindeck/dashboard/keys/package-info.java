/**
 * The one table of keys, and what each is for where it is pressed.
 */
package io.traindeck.dashboard.keys;
