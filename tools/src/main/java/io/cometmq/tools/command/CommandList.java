package io.cometmq.tools.command;

import io.cometmq.tools.command.broker.BrokerConsumeStatsSubCommand;
import io.cometmq.tools.command.broker.BrokerStatusSubCommand;
import io.cometmq.tools.command.broker.CleanUpSubCommand;
import io.cometmq.tools.command.broker.GetBrokerConfigCommand;
import io.cometmq.tools.command.broker.GetColdDataFlowCtrInfoSubCommand;
import io.cometmq.tools.command.broker.RemoveColdDataFlowCtrGroupConfigSubCommand;
import io.cometmq.tools.command.broker.SendMsgStatusCommand;
import io.cometmq.tools.command.broker.UpdateBrokerConfigSubCommand;
import io.cometmq.tools.command.broker.UpdateColdDataFlowCtrGroupConfigSubCommand;
import io.cometmq.tools.command.cluster.CLusterSendMsgRTCommand;
import io.cometmq.tools.command.cluster.ClusterListSubCommand;
import io.cometmq.tools.command.connection.ConsumerConnectionSubCommand;
import io.cometmq.tools.command.connection.ProducerConnectionSubCommand;
import io.cometmq.tools.command.connection.ProducerSubCommand;
import io.cometmq.tools.command.console.ConsumeCommand;
import io.cometmq.tools.command.console.ProduceCommand;
import io.cometmq.tools.command.console.TailCommand;
import io.cometmq.tools.command.consumer.ConsumerProgressSubCommand;
import io.cometmq.tools.command.consumer.ConsumerStatusSubCommand;
import io.cometmq.tools.command.consumer.DeleteSubscriptionGroupCommand;
import io.cometmq.tools.command.consumer.GetConsumerConfigSubCommand;
import io.cometmq.tools.command.consumer.SetConsumeModeSubCommand;
import io.cometmq.tools.command.consumer.UpdateSubGroupListSubCommand;
import io.cometmq.tools.command.consumer.UpdateSubGroupSubCommand;
import io.cometmq.tools.command.doctor.DoctorCommand;
import io.cometmq.tools.command.export.ExportConfigsCommand;
import io.cometmq.tools.command.export.ExportMetadataCommand;
import io.cometmq.tools.command.export.ExportMetricsCommand;
import io.cometmq.tools.command.message.CheckMsgSendRTCommand;
import io.cometmq.tools.command.message.ConsumeMessageCommand;
import io.cometmq.tools.command.message.PrintMessageByQueueCommand;
import io.cometmq.tools.command.message.PrintMessageSubCommand;
import io.cometmq.tools.command.message.QueryConsumeQueueCommand;
import io.cometmq.tools.command.message.QueryMsgByIdSubCommand;
import io.cometmq.tools.command.message.QueryMsgByKeySubCommand;
import io.cometmq.tools.command.message.QueryMsgByOffsetSubCommand;
import io.cometmq.tools.command.message.QueryMsgByUniqueKeySubCommand;
import io.cometmq.tools.command.message.QueryMsgTraceByIdSubCommand;
import io.cometmq.tools.command.message.SendMessageCommand;
import io.cometmq.tools.command.namesrv.DeleteKvConfigCommand;
import io.cometmq.tools.command.namesrv.GetNamesrvConfigCommand;
import io.cometmq.tools.command.namesrv.UpdateKvConfigCommand;
import io.cometmq.tools.command.namesrv.UpdateNamesrvConfigCommand;
import io.cometmq.tools.command.namesrv.WritePermSubCommand;
import io.cometmq.tools.command.offset.CloneGroupOffsetCommand;
import io.cometmq.tools.command.offset.ResetOffsetByTimeCommand;
import io.cometmq.tools.command.offset.SkipAccumulationSubCommand;
import io.cometmq.tools.command.stats.StatsAllSubCommand;
import io.cometmq.tools.command.stats.TopGroupsCommand;
import io.cometmq.tools.command.stats.TopTopicsCommand;
import io.cometmq.tools.command.store.StoreCheckCommand;
import io.cometmq.tools.command.topic.AllocateMQSubCommand;
import io.cometmq.tools.command.topic.DeleteTopicSubCommand;
import io.cometmq.tools.command.topic.TopicClusterSubCommand;
import io.cometmq.tools.command.topic.TopicListSubCommand;
import io.cometmq.tools.command.topic.TopicRouteSubCommand;
import io.cometmq.tools.command.topic.TopicStatusSubCommand;
import io.cometmq.tools.command.topic.UpdateOrderConfCommand;
import io.cometmq.tools.command.topic.UpdateTopicListSubCommand;
import io.cometmq.tools.command.topic.UpdateTopicPermSubCommand;
import io.cometmq.tools.command.topic.UpdateTopicSubCommand;
import java.util.List;

/** All commands, in the order in which they are listed. */
final class CommandList {
    private CommandList() {}

    static List<SubCommand> all() {
        return List.of(
                new UpdateTopicSubCommand(),
                new UpdateTopicListSubCommand(),
                new DeleteTopicSubCommand(),
                new UpdateTopicPermSubCommand(),
                new TopicRouteSubCommand(),
                new TopicStatusSubCommand(),
                new TopicClusterSubCommand(),
                new TopicListSubCommand(),
                new UpdateOrderConfCommand(),
                new AllocateMQSubCommand(),
                new ClusterListSubCommand(),
                new DoctorCommand(),
                new CLusterSendMsgRTCommand(),
                new TailCommand(),
                new ProduceCommand(),
                new ConsumeCommand(),
                new SendMessageCommand(),
                new CheckMsgSendRTCommand(),
                new ConsumeMessageCommand(),
                new PrintMessageSubCommand(),
                new PrintMessageByQueueCommand(),
                new QueryMsgByIdSubCommand(),
                new QueryMsgByKeySubCommand(),
                new QueryMsgByUniqueKeySubCommand(),
                new QueryMsgByOffsetSubCommand(),
                new QueryMsgTraceByIdSubCommand(),
                new QueryConsumeQueueCommand(),
                new UpdateSubGroupSubCommand(),
                new UpdateSubGroupListSubCommand(),
                new DeleteSubscriptionGroupCommand(),
                new ConsumerProgressSubCommand(),
                new ConsumerStatusSubCommand(),
                new GetConsumerConfigSubCommand(),
                new SetConsumeModeSubCommand(),
                new ConsumerConnectionSubCommand(),
                new ProducerConnectionSubCommand(),
                new ProducerSubCommand(),
                new BrokerStatusSubCommand(),
                new GetBrokerConfigCommand(),
                new UpdateBrokerConfigSubCommand(),
                CleanUpSubCommand.expiredQueues(),
                CleanUpSubCommand.unusedTopics(),
                CleanUpSubCommand.expiredLogs(),
                new GetColdDataFlowCtrInfoSubCommand(),
                new UpdateColdDataFlowCtrGroupConfigSubCommand(),
                new RemoveColdDataFlowCtrGroupConfigSubCommand(),
                new BrokerConsumeStatsSubCommand(),
                new SendMsgStatusCommand(),
                new ResetOffsetByTimeCommand(),
                new SkipAccumulationSubCommand(),
                new CloneGroupOffsetCommand(),
                new UpdateKvConfigCommand(),
                new DeleteKvConfigCommand(),
                WritePermSubCommand.wipe(),
                WritePermSubCommand.add(),
                new GetNamesrvConfigCommand(),
                new UpdateNamesrvConfigCommand(),
                new StatsAllSubCommand(),
                new StoreCheckCommand(),
                new TopTopicsCommand(),
                new TopGroupsCommand(),
                new ExportMetadataCommand(),
                new ExportConfigsCommand(),
                new ExportMetricsCommand());
    }
}
