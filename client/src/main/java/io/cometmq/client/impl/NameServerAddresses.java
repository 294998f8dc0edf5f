package io.cometmq.client.impl;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Where the name servers are: a list as applications write it, and the web service that is asked when none is configured
 * (docs/protocol/semantics.md 20). Stateless.
 */
final class NameServerAddresses {
    static final String DOMAIN_PROPERTY = "rocketmq.namesrv.domain";
    static final String SUBGROUP_PROPERTY = "rocketmq.namesrv.domain.subgroup";

    private static final String DEFAULT_SUBGROUP = "nsaddr";
    private static final int WEB_PORT = 8080;
    private static final int TIMEOUT_MILLIS = 3000;
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private NameServerAddresses() {}

    /** The addresses of a list that is separated by semicolons. */
    static List<String> parse(String list) {
        return Arrays.stream(list.split(";", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether a web service is configured. */
    static boolean hasWebService() {
        return System.getProperty(DOMAIN_PROPERTY) != null;
    }

    /**
     * Asks the web service.
     *
     * @param unitName null or blank: no unit
     * @throws IOException when it cannot be reached or says nothing; the text names the URL
     */
    static String fetch(String unitName) throws IOException {
        String url = url(unitName);
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (var answer = connection.getInputStream()) {
            String text = new String(answer.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8).strip();
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK || text.isEmpty()) {
                throw new IOException("answer " + connection.getResponseCode() + " without addresses");
            }
            return text;
        } catch (IOException e) {
            throw new IOException("cannot get the name servers' addresses from " + url + ": " + e.getMessage(), e);
        } finally {
            connection.disconnect();
        }
    }

    static String url(String unitName) {
        String domain = System.getProperty(DOMAIN_PROPERTY);
        String host = domain.indexOf(':') >= 0 ? domain : domain + ":" + WEB_PORT;
        String base = "http://" + host + "/rocketmq/" + System.getProperty(SUBGROUP_PROPERTY, DEFAULT_SUBGROUP);
        return unitName == null || unitName.isBlank() ? base : base + "-" + unitName + "?nofix=1";
    }
}
