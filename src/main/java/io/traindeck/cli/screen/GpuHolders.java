package io.traindeck.cli.screen;

import io.traindeck.dashboard.page.GpuProcess;
import io.traindeck.machine.GpuProcesses;
import java.util.List;
import java.util.Optional;

/** Finds the processes that hold the graphics cards of this machine. */
final class GpuHolders {
    private GpuHolders() {}

    /** Asks the driver and the system, which may take seconds. */
    static List<GpuProcess> read() {
        return GpuProcesses.read().stream().map(GpuHolders::named).toList();
    }

    /** Adds the user and the command line of a process: the driver tells only its program. */
    private static GpuProcess named(GpuProcesses.OnCard process) {
        Optional<ProcessHandle.Info> info = ProcessHandle.of(process.pid()).map(ProcessHandle::info);
        String user = info.flatMap(ProcessHandle.Info::user).orElse("");
        String command = info.flatMap(ProcessHandle.Info::commandLine).orElse(process.name());
        return new GpuProcess(process.card(), process.pid(), user, process.memoryMb(), command);
    }
}
