/**
 * The files that a package installs beside the program, made from the command line itself: the completions of the shells
 * and the manual page.
 *
 * <p>Start with {@link io.traindeck.cli.install.Grammar}, which describes the command line to the shells and the page.
 */
package io.traindeck.cli.install;
