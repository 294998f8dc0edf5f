package io.cometmq.acl.common;

/** Names of the algorithms as the JDK knows them. */
public enum SigningAlgorithm {
    HmacSHA1,
    HmacSHA256,
    HmacMD5
}
