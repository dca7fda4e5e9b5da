package io.traindeck.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this machine's processor can compute in hardware, as Linux tells it.
 *
 * @param names the words of the first line {@code flags} (x86) or {@code Features} (ARM) of {@code /proc/cpuinfo}; empty
 *     if nothing is known, as on other systems
 */
public record ProcessorFeatures(Set<String> names) {
    private static final Path FILE = Path.of("/proc/cpuinfo");
    private static final Pattern LINE = Pattern.compile("(?m)^(?:flags|Features)[ \\t]*:[ \\t]*(\\S.*)$");
    private static final Set<String> BFLOAT16 = Set.of("avx512_bf16", "amx_bf16", "bf16");
    private static final ProcessorFeatures UNKNOWN = new ProcessorFeatures(Set.of());

    /** Returns what the processor of this machine can do. */
    public static ProcessorFeatures ofThisMachine() {
        try {
            return parse(Files.readString(FILE));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Returns what a processor can do by this text of {@code /proc/cpuinfo}. */
    static ProcessorFeatures parse(String text) {
        Matcher line = LINE.matcher(text);
        return line.find()
                ? new ProcessorFeatures(Set.copyOf(List.of(line.group(1).split("\\s+"))))
                : UNKNOWN;
    }

    /** Whether the processor is known to have no instructions for bfloat16. */
    public boolean lacksBfloat16() {
        return !names.isEmpty() && names.stream().noneMatch(BFLOAT16::contains);
    }
}
