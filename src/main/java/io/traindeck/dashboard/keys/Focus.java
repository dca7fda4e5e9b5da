package io.traindeck.dashboard.keys;

/** The place where a key is pressed, or what lies over it, and the view that fills the screen there. */
public record Focus(Context context, View view) {}
