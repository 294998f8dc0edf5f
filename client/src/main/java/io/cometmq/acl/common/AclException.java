package io.cometmq.acl.common;

/** A request could not be signed, or was refused by access control. */
public class AclException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private String status;
    private int code;

    public AclException(String status, int code) {
        this(status, code, null, null);
    }

    public AclException(String status, int code, String message) {
        this(status, code, message, null);
    }

    public AclException(String message) {
        this(null, 0, message, null);
    }

    public AclException(String message, Throwable cause) {
        this(null, 0, message, cause);
    }

    public AclException(String status, int code, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
    }

    public String getStatus() {
        return status;
    }

    public void setStatus(String status) {
        this.status = status;
    }

    public int getCode() {
        return code;
    }

    public void setCode(int code) {
        this.code = code;
    }
}
