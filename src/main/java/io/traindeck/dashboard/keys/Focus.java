package io.traindeck.dashboard.keys;

/** Where a key is pressed: the place or what lies over it, and what fills the screen there. */
public record Focus(Context context, View view) {}
