package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.output.OutputWindow;

/**
 * The part of the output that a viewer sees.
 *
 * @param right the columns that its lines are scrolled to the right
 */
record OutputLook(OutputWindow window, int right) {
    static final OutputLook NONE = new OutputLook(OutputWindow.NONE, 0);
}
