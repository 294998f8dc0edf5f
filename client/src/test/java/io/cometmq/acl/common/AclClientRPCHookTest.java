package io.cometmq.acl.common;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.RequestCode;
import io.cometmq.remoting.protocol.header.GetConsumerListByGroupRequestHeader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AclClientRPCHookTest {
    private final AclClientRPCHook hook = new AclClientRPCHook(new SessionCredentials("RocketMQ", "12345678", "token"));

    @Test
    void theSignatureCoversEveryFieldByNameAndTheBody() {
        RemotingCommand request = RemotingCommand.createRequestCommand(
                RequestCode.GET_CONSUMER_LIST_BY_GROUP, new GetConsumerListByGroupRequestHeader("CG"));
        request.setBody("body".getBytes(StandardCharsets.UTF_8));

        hook.doBeforeRequest("127.0.0.1:1", request);

        // AccessKey, SecurityToken, consumerGroup: upper case first
        String expected = AclSigner.calSignature("RocketMQ" + "token" + "CG" + "body", "12345678");
        assertThat(request.getExtFields())
                .containsEntry("AccessKey", "RocketMQ")
                .containsEntry("SecurityToken", "token")
                .containsEntry("Signature", expected)
                .doesNotContainKey("SecretKey");
    }

    @Test
    void signaturesAreThoseOfTheRfc() {
        // RFC 2202, test case 2
        assertThat(AclSigner.calSignature("what do ya want for nothing?", "Jefe"))
                .isEqualTo("7/zfauXrL6LSdBbV8YTfnCWafHk=");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(hook.getSessionCredentials().toString())
                .doesNotContain("12345678")
                .doesNotContain("token=token");
    }
}
