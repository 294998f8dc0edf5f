package io.cometmq.client.trace;

import java.util.LinkedHashSet;
import java.util.Set;

/** A trace as it travels: its text, and the keys by which it can be found. */
public class TraceTransferBean {
    private String transData = "";
    private Set<String> transKey = new LinkedHashSet<>();

    public String getTransData() {
        return transData;
    }

    public void setTransData(String transData) {
        this.transData = transData;
    }

    public Set<String> getTransKey() {
        return transKey;
    }

    public void setTransKey(Set<String> transKey) {
        this.transKey = transKey;
    }
}
