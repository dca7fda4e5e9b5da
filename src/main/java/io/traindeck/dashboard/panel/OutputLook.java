package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.output.OutputWindow;

/**
 * What a viewer sees of the output.
 *
 * @param right columns that its lines are scrolled to the right
 */
record OutputLook(OutputWindow window, int right) {
    static final OutputLook NONE = new OutputLook(OutputWindow.NONE, 0);
}
