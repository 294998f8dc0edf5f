package io.cometmq.acl.common;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** Who signs. Mutable like RocketMQ's: do not change it while requests are sent. */
public class SessionCredentials {
    public static final Charset CHARSET = StandardCharsets.UTF_8;
    public static final String ACCESS_KEY = "AccessKey";
    public static final String SECRET_KEY = "SecretKey";
    public static final String SIGNATURE = "Signature";
    public static final String SECURITY_TOKEN = "SecurityToken";

    /** Where applications keep their keys, by convention; nothing reads it by itself. */
    public static final String KEY_FILE =
            System.getProperty("rocketmq.client.keyFile", System.getProperty("user.home") + File.separator + "key");

    private String accessKey;
    private String secretKey;
    private String securityToken;
    private String signature;

    public SessionCredentials() {}

    public SessionCredentials(String accessKey, String secretKey) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    public SessionCredentials(String accessKey, String secretKey, String securityToken) {
        this(accessKey, secretKey);
        this.securityToken = securityToken;
    }

    /** Takes over the values that the properties have. */
    public void updateContent(Properties properties) {
        accessKey = stripped(properties, ACCESS_KEY, accessKey);
        secretKey = stripped(properties, SECRET_KEY, secretKey);
        securityToken = stripped(properties, SECURITY_TOKEN, securityToken);
    }

    private static String stripped(Properties properties, String name, String absent) {
        String value = properties.getProperty(name);
        return value == null ? absent : value.strip();
    }

    public String getAccessKey() {
        return accessKey;
    }

    public void setAccessKey(String accessKey) {
        this.accessKey = accessKey;
    }

    public String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    public String getSignature() {
        return signature;
    }

    public void setSignature(String signature) {
        this.signature = signature;
    }

    public String getSecurityToken() {
        return securityToken;
    }

    public void setSecurityToken(String securityToken) {
        this.securityToken = securityToken;
    }

    @Override
    public int hashCode() {
        return Objects.hash(accessKey, secretKey, signature);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof SessionCredentials that
                        && Objects.equals(accessKey, that.accessKey)
                        && Objects.equals(secretKey, that.secretKey)
                        && Objects.equals(signature, that.signature));
    }

    /** Without the secret: it would end up in a log. */
    @Override
    public String toString() {
        return "SessionCredentials [accessKey=" + accessKey + ", secretKey=***, signature=" + signature
                + ", securityToken=" + (securityToken == null ? null : "***") + "]";
    }
}
