package io.traindeck.source;

import java.nio.file.Path;

/** A log, which is a file or a folder, and the format that knows it. */
record FoundLog(Path path, Format format) {}
