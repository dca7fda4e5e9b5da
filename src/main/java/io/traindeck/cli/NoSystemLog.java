package io.traindeck.cli;

import java.util.ResourceBundle;

/**
 * Silences the log of the JDK and of libraries that use it, which nobody reads: this program itself says what a user
 * should know. Setting up the JDK's own log would take as long as half of JLine, and from Java 21 on each program would
 * set it up just to say that it ends.
 */
public final class NoSystemLog extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Silent(name);
    }

    private record Silent(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            // Nothing is loggable.
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            // Nothing is loggable.
        }
    }
}
