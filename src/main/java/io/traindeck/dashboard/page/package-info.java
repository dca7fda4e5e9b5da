/**
 * The contract between the viewer and its pages: what a page must be able to do, and what every page is given. A page
 * is told actions and typed commands, draws itself, and answers what comes next: to stay, to go back, to open another
 * page.
 *
 * <p>Every page knows this package, and the viewer knows most pages by it alone. The package knows none of the pages.
 *
 * <p>Start with {@link io.traindeck.dashboard.page.Page}. Every page is made with a
 * {@link io.traindeck.dashboard.page.Workplace}, and answers with a {@link io.traindeck.dashboard.page.Next}.
 */
package io.traindeck.dashboard.page;
