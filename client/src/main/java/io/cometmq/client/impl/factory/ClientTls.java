package io.cometmq.client.impl.factory;

import io.cometmq.client.ClientConfig;
import io.cometmq.remoting.netty.NettyClientConfig;
import io.cometmq.remoting.tls.TlsConfig;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The connections' settings of a client. */
final class ClientTls {
    private ClientTls() {}

    /** @throws UncheckedIOException when the file with the TLS settings cannot be read; the text names it */
    static NettyClientConfig netty(ClientConfig config) {
        if (!config.isUseTLS()) {
            return NettyClientConfig.defaults();
        }
        try {
            return NettyClientConfig.defaults().withTls(TlsConfig.load(System::getProperty));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
