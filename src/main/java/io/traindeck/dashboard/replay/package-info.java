/**
 * The page of a saved log, played in recorded time. States at regular places of the log are kept, so that any place is
 * reached quickly.
 */
package io.traindeck.dashboard.replay;
