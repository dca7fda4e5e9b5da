/**
 * The page of a run as it is now: its log is followed, and commands are sent to its trainer.
 */
package io.traindeck.dashboard.live;
