package io.traindeck.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The processes that hold memory of this machine's graphics cards, as {@code nvidia-smi} tells them. */
public final class GpuProcesses {
    private static final List<String> CARDS = List.of("--query-gpu=index,uuid", "--format=csv,noheader,nounits");
    private static final List<String> APPS =
            List.of("--query-compute-apps=gpu_uuid,pid,used_gpu_memory,process_name", "--format=csv,noheader,nounits");

    private static final int APP_FIELDS = 4;

    /**
     * A process on a card.
     *
     * @param card its index in the order of {@code nvidia-smi}
     * @param memoryMb the memory that it holds, MiB; NaN if the driver does not tell
     * @param name the name of the program, as the driver has it
     */
    public record OnCard(int card, long pid, double memoryMb, String name) {}

    private GpuProcesses() {}

    /** Asks the driver, which may take seconds. Empty if there is no {@code nvidia-smi}, or it does not answer. */
    public static List<OnCard> read() {
        return read(NvidiaSmi::output);
    }

    /** @param smi returns what {@code nvidia-smi} prints with those arguments; empty for nothing */
    static List<OnCard> read(Function<List<String>, String> smi) {
        List<String[]> apps = lines(smi.apply(APPS), APP_FIELDS);
        if (apps.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> cards = new HashMap<>();
        for (String[] card : lines(smi.apply(CARDS), 2)) {
            number(card[0]).ifPresent(index -> cards.put(card[1], index.intValue()));
        }
        List<OnCard> processes = new ArrayList<>();
        for (String[] app : apps) {
            Integer card = cards.get(app[0]);
            number(app[1])
                    .filter(pid -> card != null)
                    .ifPresent(pid -> processes.add(new OnCard(
                            card, pid, number(app[2]).map(Long::doubleValue).orElse(Double.NaN), app[3])));
        }
        return processes;
    }

    private static List<String[]> lines(String output, int fields) {
        return output.lines()
                .map(line -> line.strip().split("\\s*,\\s*", fields))
                .filter(line -> line.length == fields)
                .toList();
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
