package io.cometmq.acl.common;

import io.cometmq.remoting.protocol.RemotingCommand;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/** What a signature covers (docs/protocol/semantics.md 19). Stateless. */
public final class AclUtils {
    private AclUtils() {}

    /** The values of all fields but the signature, in the order of their names, then the body. */
    public static byte[] combineRequestContent(RemotingCommand request, SortedMap<String, String> fields) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        fields.forEach((name, value) -> {
            if (!name.equals(SessionCredentials.SIGNATURE)) {
                content.writeBytes(value.getBytes(StandardCharsets.UTF_8));
            }
        });
        if (request.getBody() != null) {
            content.writeBytes(request.getBody());
        }
        return content.toByteArray();
    }

    public static String calSignature(byte[] data, String secretKey) {
        return AclSigner.calSignature(data, secretKey);
    }
}
