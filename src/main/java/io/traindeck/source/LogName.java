package io.traindeck.source;

import java.util.regex.Pattern;

/**
 * The likelihood that a file is a log, judged by its name alone; the likeliest kind comes first. A file of any other
 * name may be a data set, the settings or a readme.
 */
enum LogName {
    /** A name that only one program gives. */
    CERTAIN(".*tfevents.*|.*\\.wandb|trainer_state\\.json"),
    /** A name that many loggers give to the one log of a run. */
    USUAL(
            "(progress|metrics|results?)\\.(csv|tsv|json|jsonl)|scalars\\.json|catboost_training\\.json|progress\\.txt|training\\.log|log"),
    /** The name of a table or of records that are likely to be about a run. */
    RECORDS(".*\\.(jsonl|ndjson)|.*(log|metric|stat|scalar|histor|result).*\\.(csv|tsv|json)"),
    /** The name of a file with the output of a program. */
    TEXT("(std|nohup|screen|slurm|train|log|out).*\\.(txt|out|\\d+)|screenlog.*|.*log.*\\.txt|.*\\.log"),
    /** The name of a table of any kind. */
    TABLE(".*\\.(csv|tsv|out)"),
    NONE(".*");

    private final Pattern pattern;

    LogName(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** Returns the kind of a name. */
    static LogName of(String name) {
        for (LogName kind : values()) {
            if (kind.pattern.matcher(name).matches()) {
                return kind;
            }
        }
        return NONE;
    }
}
