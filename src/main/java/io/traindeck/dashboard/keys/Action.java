package io.traindeck.dashboard.keys;

import io.traindeck.state.Status;

/** The actions that keys can have. */
public enum Action {
    PAUSE_OR_GO_ON,
    CHECKPOINT,
    RESUME,
    PARK,
    EARLY_STOP,
    SHOW_OVERVIEW,
    SHOW_CURVES,
    SHOW_EVENTS,
    SHOW_OUTPUT,
    SHOW_GPUS,
    BRANCH,
    SHOW_DIALS,
    DIAL_LESS,
    DIAL_MORE,
    SEND_DIAL,
    VIEW_1,
    VIEW_2,
    VIEW_3,
    VIEW_4,
    VIEW_5,
    VIEW_6,
    VIEW_7,
    VIEW_8,
    VIEW_9,
    NEXT_VIEW,
    SWITCH_AXIS,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HALF_UP,
    HALF_DOWN,
    FIRST,
    LAST,
    CURSOR_LEFT,
    CURSOR_RIGHT,
    ENLARGE,
    ZOOM_IN,
    ZOOM_OUT,
    BACK,
    SMOOTH,
    LOG_SCALE,
    COPY,
    SEARCH,
    FIND_NEXT,
    FIND_PREVIOUS,
    STEP_BACK,
    STEP_FORWARD,
    ROW_BACK,
    ROW_FORWARD,
    SECOND_BACK,
    SECOND_FORWARD,
    MINUTE_BACK,
    MINUTE_FORWARD,
    FASTER,
    SLOWER,
    GO_TO_START,
    GO_TO_END,
    GO_TO,
    OPEN,
    MARK,
    COMPARE,
    ORDER,
    FILTER,
    GROUP,
    RENAME,
    DELETE,
    NEXT_THEME,
    COMMAND_LINE,
    REDRAW,
    HELP,
    SHOW_MESSAGES,
    LEAVE,
    YES,
    NO;

    /** Returns whether the action makes sense on a run of that status: the footer shows only such actions. */
    public boolean isUseful(Status status) {
        return switch (this) {
            case PAUSE_OR_GO_ON, CHECKPOINT, PARK, EARLY_STOP -> status.takesCommands();
            case DIAL_LESS, DIAL_MORE, SEND_DIAL -> status.takesCommands() || status.isOver();
            case RESUME -> status.isResumable();
            default -> true;
        };
    }
}
