package io.traindeck.dashboard.page;

/**
 * A process that holds memory of a graphics card of this machine.
 *
 * @param card its number, as the driver counts the cards of the machine
 * @param user empty if the system does not tell
 * @param memoryMb MiB; NaN if the driver does not tell
 * @param command what runs; not yet fit for the screen
 */
public record GpuProcess(int card, long pid, String user, double memoryMb, String command) {}
