package io.cometmq.remoting.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cometmq.remoting.exception.RemotingConnectException;
import io.cometmq.remoting.exception.RemotingException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.rpc.RequestTable;
import io.cometmq.remoting.tls.TlsConfig;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final int ECHO = 1000;
    private static final int WHO = 1001;

    @TempDir
    private static Path certificates;

    private final List<NettyRemotingClient> clients = new ArrayList<>();
    private NettyRemotingServer server;
    private int port;

    /** Making a key takes a second: two identities for all tests. */
    @BeforeAll
    @SuppressWarnings("deprecation") // nothing else makes a certificate without a library of its own
    static void makeCertificates() throws Exception {
        for (String name : List.of("one", "two")) {
            SelfSignedCertificate made = new SelfSignedCertificate(name);
            Files.copy(made.certificate().toPath(), certificates.resolve(name + ".pem"));
            Files.copy(made.privateKey().toPath(), certificates.resolve(name + ".key"));
            made.delete();
        }
    }

    private void serve(Map<String, String> settings) throws Exception {
        server = new NettyRemotingServer(
                NettyServerConfig.defaults(), TlsConfig.load(settings::get), ConnectionListener.NONE);
        RequestTable table = new RequestTable()
                .onEventLoop(ECHO, (exchange, request) -> {
                    RemotingCommand answer = RemotingCommand.success(null);
                    answer.setBody(request.getBody());
                    return answer;
                })
                .onEventLoop(
                        WHO,
                        (exchange, request) -> RemotingCommand.createResponseCommand(
                                0, exchange.connection().remoteAddress()));
        port = server.listen(0, table);
    }

    @AfterEach
    void stop() {
        clients.forEach(NettyRemotingClient::shutdown);
        server.shutdown();
    }

    private NettyRemotingClient client(TlsConfig tls) {
        NettyRemotingClient client = new NettyRemotingClient(
                NettyClientConfig.defaults().withTls(tls), new RequestTable(), ConnectionListener.NONE);
        clients.add(client);
        return client;
    }

    private byte[] echo(TlsConfig tls, byte[] body) throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(ECHO, null);
        request.setBody(body);
        return client(tls).invokeSync("127.0.0.1:" + port, request, 30_000).getBody();
    }

    private static Map<String, String> identity(String side, String name, String trusted) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tls.test.mode.enable",
                "false",
                "tls." + side + ".certPath",
                certificates.resolve(name + ".pem").toString(),
                "tls." + side + ".keyPath",
                certificates.resolve(name + ".key").toString()));
        if (trusted != null) {
            settings.put(
                    "tls." + side + ".trustCertPath",
                    certificates.resolve(trusted + ".pem").toString());
            settings.put("tls." + side + (side.equals("server") ? ".authClient" : ".authServer"), "true");
        }
        return settings;
    }

    @Test
    void oneServerServesPlainAndTlsClients() throws Exception {
        serve(Map.of());
        byte[] body = new byte[100_000];
        body[99_999] = 7;
        assertThat(echo(TlsConfig.defaults(), body)).isEqualTo(body);
        assertThat(echo(null, body)).isEqualTo(body);
    }

    @Test
    void anEnforcingServerTakesNoPlainClientAndADisabledOneNoTls() throws Exception {
        serve(Map.of("tls.server.mode", "enforcing"));
        assertThat(echo(TlsConfig.defaults(), new byte[1])).hasSize(1);
        assertThatThrownBy(() -> echo(null, new byte[1])).hasMessageContaining("127.0.0.1:" + port);
        server.shutdown();
        serve(Map.of("tls.server.mode", "disabled"));
        assertThat(echo(null, new byte[1])).hasSize(1);
        assertThatThrownBy(() -> echo(TlsConfig.defaults(), new byte[1])).isInstanceOf(RemotingConnectException.class);
    }

    @Test
    void eachSideTrustsOnlyWhomItIsTold() throws Exception {
        Map<String, String> settings = identity("server", "one", "two");
        settings.put("tls.server.need.client.auth", "require");
        serve(settings);
        byte[] body = "secret".getBytes(StandardCharsets.UTF_8);
        assertThat(echo(TlsConfig.load(identity("client", "two", "one")::get), body))
                .isEqualTo(body);
        assertThatThrownBy(() -> echo(TlsConfig.load(identity("client", "two", "two")::get), body))
                .as("the server is not the one that the client trusts")
                .isInstanceOf(RemotingConnectException.class);
        assertThatThrownBy(() -> echo(TlsConfig.load(identity("client", "one", "one")::get), body))
                .as("the client is not one that the server trusts")
                .isInstanceOf(RemotingException.class);
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws Exception {
        serve(Map.of());
        Map<String, String> settings = identity("client", "one", "absent");
        assertThatThrownBy(() -> echo(TlsConfig.load(settings::get), new byte[1]))
                .isInstanceOf(RemotingConnectException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent.pem");
    }

    @Test
    void aChangedCertificateIsUsedWithoutARestart(@TempDir Path files) throws Exception {
        install(files, "one", 1);
        serve(Map.of(
                "tls.test.mode.enable", "false",
                "tls.server.certPath", files.resolve("cert").toString(),
                "tls.server.keyPath", files.resolve("key").toString()));
        assertThat(presented()).contains("CN=one");
        install(files, "two", 2);
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(200, TimeUnit.MILLISECONDS)
                .until(() -> presented().contains("CN=two"));
    }

    private static void install(Path files, String name, int second) throws IOException {
        for (String[] copy : new String[][] {{"cert", ".pem"}, {"key", ".key"}}) {
            Path file = files.resolve(copy[0]);
            Files.copy(certificates.resolve(name + copy[1]), file, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000L));
        }
    }

    private String presented() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[] {new TrustAll()}, null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void aProxysAnnouncementNamesTheClient() throws Exception {
        serve(Map.of());
        byte[] request = RemotingTestFrames.request(WHO);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("PROXY TCP4 192.0.2.7 127.0.0.1 4711 10911\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(request);
            assertThat(RemotingTestFrames.answer(socket)).contains("192.0.2.7:4711");
        }
        byte[] v2 = {
            0x0D,
            0x0A,
            0x0D,
            0x0A,
            0x00,
            0x0D,
            0x0A,
            0x51,
            0x55,
            0x49,
            0x54,
            0x0A,
            0x21,
            0x11,
            0,
            12, //
            (byte) 192,
            0,
            2,
            9,
            127,
            0,
            0,
            1,
            0,
            80,
            0,
            81
        };
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(v2);
            socket.getOutputStream().flush();
            socket.getOutputStream().write(request);
            assertThat(RemotingTestFrames.answer(socket)).contains("192.0.2.9:80");
        }
    }

    @Test
    void aMalformedAnnouncementEndsTheConnection() throws Exception {
        serve(Map.of());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("PROXY TCP4 nobody\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(echo(null, new byte[1])).hasSize(1);
    }
}
