/**
 * Cells, and what stands in them: pictures, their parts, signs, numbers, words, and themes, which give each cell its look by
 * what it means.
 */
package io.traindeck.dashboard.draw;
