/**
 * What the viewer and its pages ask of each other, and what pages of every kind need.
 */
package io.traindeck.dashboard.page;
