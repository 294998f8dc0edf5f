package io.cometmq.remoting.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Languages of peers, in the order of their numbers (docs/protocol/remoting.md 2.1). */
public enum LanguageCode {
    JAVA(0),
    CPP(1),
    DOTNET(2),
    PYTHON(3),
    DELPHI(4),
    ERLANG(5),
    RUBY(6),
    OTHER(7),
    HTTP(8),
    GO(9),
    PHP(10),
    OMS(11),
    RUST(12),
    NODE_JS(13);

    private static final LanguageCode[] BY_CODE = values();
    private static final Map<String, LanguageCode> BY_NAME =
            Arrays.stream(BY_CODE).collect(Collectors.toUnmodifiableMap(LanguageCode::name, Function.identity()));

    private final byte code;

    LanguageCode(int code) {
        this.code = (byte) code;
    }

    public byte getCode() {
        return code;
    }

    /** The language of that number, null when it is not known. */
    public static LanguageCode valueOf(byte code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** The language of that name, null when it is not known. */
    public static LanguageCode getCode(String name) {
        return name == null ? null : BY_NAME.get(name);
    }
}
