/**
 * The page of all runs in a folder.
 */
package io.traindeck.dashboard.home;
