package io.cometmq.client.exception;

/** The client refused a call or could not carry it out; no broker has answered with an error. */
public class MQClientException extends Exception {
    private static final long serialVersionUID = 1L;

    private int responseCode = -1;
    private String errorMessage;

    public MQClientException(String errorMessage, Throwable cause) {
        super(errorMessage, cause);
        this.errorMessage = errorMessage;
    }

    public MQClientException(int responseCode, String errorMessage) {
        this(responseCode, errorMessage, null);
    }

    public MQClientException(int responseCode, String errorMessage, Throwable cause) {
        super("CODE: " + responseCode + "  DESC: " + errorMessage, cause);
        this.responseCode = responseCode;
        this.errorMessage = errorMessage;
    }

    /** A code of {@code ClientErrorCode} or of the wire; -1 when there is none. */
    public int getResponseCode() {
        return responseCode;
    }

    public MQClientException setResponseCode(int responseCode) {
        this.responseCode = responseCode;
        return this;
    }

    /** The text alone, without the code. */
    public String getErrorMessage() {
        return errorMessage;
    }

    public void setErrorMessage(String errorMessage) {
        this.errorMessage = errorMessage;
    }
}
