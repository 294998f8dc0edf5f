package io.cometmq.remoting.tls;

import io.cometmq.common.concurrent.NamedThreadFactory;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS context of one side, made when it is first needed, and made anew when one of its files has changed: connections go on as
 * they are, new ones use the new files. Thread-safe; never blocks.
 */
public final class TlsContexts {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final ThreadFactory THREADS = new NamedThreadFactory("remoting-tls");

    /** Makes a context of the files as they are now. */
    private interface Maker {
        SslContext make() throws IOException, CertificateException;
    }

    private final Maker maker;
    private final TlsConfig.Identity identity;
    private final LongSupplier nanos;

    /** Guarded by this. Null until it is first needed. */
    private CompletableFuture<SslContext> current;

    /** Guarded by this. The files that {@code current} was made of. */
    private Map<Path, FileTime> files = Map.of();

    /** Guarded by this. */
    private long lookedAtNanos;

    private TlsContexts(Maker maker, TlsConfig.Identity identity, LongSupplier nanos) {
        this.maker = maker;
        this.identity = identity;
        this.nanos = nanos;
    }

    /** What a server uses. */
    public static TlsContexts ofServer(TlsConfig config) {
        return new TlsContexts(() -> server(config), files(config, config.server()), System::nanoTime);
    }

    /** What a client uses. */
    public static TlsContexts ofClient(TlsConfig config) {
        return new TlsContexts(() -> client(config), files(config, config.client()), System::nanoTime);
    }

    private static TlsConfig.Identity files(TlsConfig config, TlsConfig.Identity identity) {
        return config.testMode() ? TlsConfig.Identity.NONE : identity;
    }

    /** The context; the future fails with an {@code IOException} that names what is wrong with the files. */
    public synchronized CompletableFuture<SslContext> get() {
        long now = nanos.getAsLong();
        if (current == null) {
            lookedAtNanos = now;
            files = times();
            current = make();
            current.exceptionally(failure -> {
                forget();
                return null;
            });
        } else if (current.isDone() && now - lookedAtNanos > LOOK_NANOS) {
            lookedAtNanos = now;
            replaceIfChanged();
        }
        return current;
    }

    private synchronized void forget() {
        current = null;
    }

    private void replaceIfChanged() {
        Map<Path, FileTime> found = times();
        if (found.equals(files)) {
            return;
        }
        files = found;
        CompletableFuture<SslContext> next = make();
        next.whenComplete((context, failure) -> {
            if (failure == null) {
                LOG.info("TLS: new connections use the changed {}", found.keySet());
                replace(next);
            } else {
                LOG.error("TLS: the changed {} cannot be used, the former ones stay", found.keySet(), failure);
            }
        });
    }

    private synchronized void replace(CompletableFuture<SslContext> next) {
        current = next;
    }

    private CompletableFuture<SslContext> make() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return maker.make();
                    } catch (IOException | CertificateException | IllegalArgumentException e) {
                        throw new CompletionException(new IOException("TLS cannot be set up: " + e.getMessage(), e));
                    }
                },
                task -> THREADS.newThread(task).start());
    }

    private Map<Path, FileTime> times() {
        Map<Path, FileTime> found = new HashMap<>();
        Stream.of(identity.keyPath(), identity.certPath(), identity.trustCertPath())
                .filter(Objects::nonNull)
                .forEach(path -> found.put(path, time(path)));
        return found;
    }

    private static FileTime time(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException absent) {
            return FileTime.fromMillis(0);
        }
    }

    @SuppressWarnings("deprecation") // nothing else makes a certificate without a library of its own
    private static SslContext server(TlsConfig config) throws IOException, CertificateException {
        if (config.testMode()) {
            SelfSignedCertificate own = new SelfSignedCertificate();
            try {
                return SslContextBuilder.forServer(own.certificate(), own.privateKey())
                        .build();
            } finally {
                own.delete();
            }
        }
        TlsConfig.Identity identity = config.server();
        if (identity.keyPath() == null) {
            throw new IOException(
                    "tls.server.keyPath and tls.server.certPath are not set, and tls.test.mode.enable is" + " false");
        }
        SslContextBuilder builder = SslContextBuilder.forServer(
                readable(identity.certPath()), readable(identity.keyPath()), identity.keyPassword());
        trust(builder, identity);
        return builder.clientAuth(ClientAuth.valueOf(config.needClientAuth().name()))
                .build();
    }

    private static SslContext client(TlsConfig config) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (config.testMode()) {
            return builder.trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        }
        TlsConfig.Identity identity = config.client();
        if (identity.keyPath() != null) {
            builder.keyManager(readable(identity.certPath()), readable(identity.keyPath()), identity.keyPassword());
        }
        trust(builder, identity);
        // Brokers are known by the addresses that name servers tell: certificates do not name them.
        return builder.endpointIdentificationAlgorithm(null).build();
    }

    private static void trust(SslContextBuilder builder, TlsConfig.Identity identity) throws IOException {
        if (!identity.verifyPeer()) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (identity.trustCertPath() != null) {
            builder.trustManager(readable(identity.trustCertPath()));
        }
    }

    private static File readable(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new IOException("there is no readable file " + path);
        }
        return path.toFile();
    }
}
