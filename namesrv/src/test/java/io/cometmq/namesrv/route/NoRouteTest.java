package io.cometmq.namesrv.route;

import static io.cometmq.namesrv.route.Tables.VERSION;
import static io.cometmq.namesrv.route.Tables.broker;
import static io.cometmq.namesrv.route.Tables.master;
import static io.cometmq.namesrv.route.Tables.topic;
import static io.cometmq.namesrv.route.Tables.topics;
import static io.cometmq.namesrv.route.Tables.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoRouteTest {
    @Test
    void saysThatNobodyIsRegistered() {
        assertThat(NoRoute.explain(RouteTable.EMPTY, "Orders"))
                .contains("'Orders'")
                .contains("no broker is registered");
    }

    @Test
    void namesSimilarTopics() {
        assertThat(NoRoute.explain(with(master("a", "1.1.1.1:1")), "topictset")).contains("Similar names: TopicTest");
        assertThat(NoRoute.explain(with(master("a", "1.1.1.1:1")), "Unlike")).doesNotContain("Similar");
    }

    @Test
    void namesTheBrokersThatWouldCreateIt() {
        RouteTable table = with(broker("a", 0, "1.1.1.1:1", VERSION, topics(topic("TBW102", 7), topic("x", 6))));
        assertThat(NoRoute.explain(table, "Orders")).contains("creates it on a");
        RouteTable closed = with(broker("a", 0, "1.1.1.1:1", VERSION, topics(topic("TBW102", 6), topic("x", 6))));
        assertThat(NoRoute.explain(closed, "Orders")).contains("mqadmin updateTopic");
    }
}
