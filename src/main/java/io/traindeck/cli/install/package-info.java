/**
 * What a package installs beside the program, made from the command line itself: the completions of the shells and the
 * manual page.
 *
 * <p>Start with {@link io.traindeck.cli.install.Grammar}, which is what the shells and the page are told of the command
 * line.
 */
package io.traindeck.cli.install;
