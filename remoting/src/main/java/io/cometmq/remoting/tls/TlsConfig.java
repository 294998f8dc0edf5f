package io.cometmq.remoting.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * The TLS settings of a process, under RocketMQ's names (docs/protocol/remoting.md 7): those of the file that
 * {@code tls.config.file} names, and over them system properties. Immutable.
 *
 * @param serverMode key {@code tls.server.mode}
 * @param testMode key {@code tls.test.mode.enable}: servers make a certificate of their own, clients trust anyone
 * @param needClientAuth key {@code tls.server.need.client.auth}
 * @param server what a server presents and trusts
 * @param client what a client presents and trusts
 */
public record TlsConfig(
        TlsMode serverMode, boolean testMode, ClientCertificate needClientAuth, Identity server, Identity client) {
    private static final String DEFAULT_FILE = "/etc/rocketmq/tls.properties";

    /** Whether a server asks for a client's certificate. */
    public enum ClientCertificate {
        NONE,
        OPTIONAL,
        REQUIRE
    }

    /**
     * One side's files, PEM, the key in PKCS#8.
     *
     * @param keyPath null without one
     * @param keyPassword null without one
     * @param certPath null without one
     * @param verifyPeer whether the peer's certificate must be signed by one of those in {@code trustCertPath}
     * @param trustCertPath null: those that the Java runtime trusts
     */
    public record Identity(Path keyPath, String keyPassword, Path certPath, boolean verifyPeer, Path trustCertPath) {
        static final Identity NONE = new Identity(null, null, null, false, null);

        public Identity {
            if ((keyPath == null) != (certPath == null)) {
                throw new IllegalArgumentException("a TLS key needs a certificate and the other way round: key "
                        + keyPath + ", certificate " + certPath);
            }
        }
    }

    /** What holds when nothing is set. */
    public static TlsConfig defaults() {
        return new TlsConfig(TlsMode.PERMISSIVE, true, ClientCertificate.NONE, Identity.NONE, Identity.NONE);
    }

    /**
     * Reads the settings.
     *
     * @param systemProperty gives a system property, or null
     * @throws IOException when the file that is named cannot be read
     * @throws IllegalArgumentException when a value is not allowed; the message names key and value
     */
    public static TlsConfig load(UnaryOperator<String> systemProperty) throws IOException {
        String named = systemProperty.apply("tls.config.file");
        Path file = Path.of(named == null ? DEFAULT_FILE : named);
        Properties settings = new Properties();
        if (named != null || Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException("cannot read the TLS settings in " + file + " (tls.config.file): " + e, e);
            }
        }
        return of(key -> {
            String property = systemProperty.apply(key);
            return property == null ? settings.getProperty(key) : property;
        });
    }

    /** Whether clients of this process use TLS, unless they say otherwise: system property {@code tls.enable}. */
    public static boolean isClientEnabled(UnaryOperator<String> systemProperty) {
        return Boolean.parseBoolean(systemProperty.apply("tls.enable"));
    }

    private static TlsConfig of(UnaryOperator<String> setting) {
        return new TlsConfig(
                choice(setting, "tls.server.mode", TlsMode.PERMISSIVE),
                flag(setting, "tls.test.mode.enable", true),
                choice(setting, "tls.server.need.client.auth", ClientCertificate.NONE),
                identity(setting, "tls.server.", "authClient"),
                identity(setting, "tls.client.", "authServer"));
    }

    private static Identity identity(UnaryOperator<String> setting, String prefix, String verifyPeer) {
        return new Identity(
                path(setting, prefix + "keyPath"),
                text(setting, prefix + "keyPassword"),
                path(setting, prefix + "certPath"),
                flag(setting, prefix + verifyPeer, false),
                path(setting, prefix + "trustCertPath"));
    }

    private static String text(UnaryOperator<String> setting, String key) {
        String value = setting.apply(key);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static Path path(UnaryOperator<String> setting, String key) {
        String value = text(setting, key);
        return value == null ? null : Path.of(value);
    }

    private static boolean flag(UnaryOperator<String> setting, String key, boolean otherwise) {
        String value = text(setting, key);
        if (value == null) {
            return otherwise;
        }
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(value);
        }
        throw new IllegalArgumentException(key + " = " + value + " is neither true nor false");
    }

    private static <E extends Enum<E>> E choice(UnaryOperator<String> setting, String key, E otherwise) {
        String value = text(setting, key);
        if (value == null) {
            return otherwise;
        }
        Class<E> type = otherwise.getDeclaringClass();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " = " + value + " is none of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }
}
