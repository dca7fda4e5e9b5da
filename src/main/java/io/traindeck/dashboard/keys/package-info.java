/**
 * The meaning of each key in each place: one table, from which dispatch, footer, help and the README are made. A key
 * means something in a {@link io.traindeck.dashboard.keys.Context}, such as a live run or a replay, and may be bound to
 * one of its views.
 *
 * <p>Pages and panels know this package. It knows how signs are drawn, and of a run no more than its status: each page
 * decides what an {@link io.traindeck.dashboard.keys.Action} does there.
 *
 * <p>Start with {@link io.traindeck.dashboard.keys.KeyTable}.
 */
package io.traindeck.dashboard.keys;
