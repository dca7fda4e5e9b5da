/**
 * Runs on other machines: copied here as they grow, over the {@code ssh} that a person has set up, so that everything else
 * reads them like files of this machine. Nothing but a POSIX shell is needed on the other side.
 *
 * <p>Only the command line uses this package; it knows run folders, because commands go back into them.
 *
 * <p>Start with {@link io.traindeck.remote.RemoteCopy}.
 */
package io.traindeck.remote;
