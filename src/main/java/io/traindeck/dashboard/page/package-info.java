/**
 * What the viewer and its pages ask of each other: what a page must be able to do, and what every page is given. A page
 * is told actions and typed commands, draws itself, and answers what comes next: to stay, to go back, to open another
 * page.
 *
 * <p>The viewer knows most pages by this package alone, and every page knows it. It knows none of them.
 *
 * <p>Start with {@link io.traindeck.dashboard.page.Page}; what every page is made with is its
 * {@link io.traindeck.dashboard.page.Workplace}, and what it may answer is a {@link io.traindeck.dashboard.page.Next}.
 */
package io.traindeck.dashboard.page;
