package io.traindeck.cli.option;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IVersionProvider;

/** The versions of traindeck, of Java and of the operating system. */
public final class Versions implements IVersionProvider {
    /** The versions by name, without the engine's, for which it would have to be loaded. */
    public static Map<String, String> all() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("traindeck", ours());
        versions.put("java", System.getProperty("java.version"));
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return versions;
    }

    @Override
    public String[] getVersion() {
        return all().entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .toArray(String[]::new);
    }

    /** The version of traindeck, which its jar tells; "development" outside a jar. */
    public static String ours() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
