package io.cometmq.tools.command;

import io.cometmq.tools.command.cluster.ClusterListSubCommand;
import io.cometmq.tools.command.message.ConsumeMessageCommand;
import io.cometmq.tools.command.message.SendMessageCommand;
import io.cometmq.tools.command.topic.DeleteTopicSubCommand;
import io.cometmq.tools.command.topic.TopicClusterSubCommand;
import io.cometmq.tools.command.topic.TopicListSubCommand;
import io.cometmq.tools.command.topic.TopicRouteSubCommand;
import io.cometmq.tools.command.topic.TopicStatusSubCommand;
import io.cometmq.tools.command.topic.UpdateOrderConfCommand;
import io.cometmq.tools.command.topic.UpdateTopicPermSubCommand;
import io.cometmq.tools.command.topic.UpdateTopicSubCommand;
import java.util.List;

/** All commands, in the order in which they are listed. */
final class CommandList {
    private CommandList() {}

    static List<SubCommand> all() {
        return List.of(
                new UpdateTopicSubCommand(),
                new DeleteTopicSubCommand(),
                new UpdateTopicPermSubCommand(),
                new TopicRouteSubCommand(),
                new TopicStatusSubCommand(),
                new TopicClusterSubCommand(),
                new TopicListSubCommand(),
                new UpdateOrderConfCommand(),
                new ClusterListSubCommand(),
                new SendMessageCommand(),
                new ConsumeMessageCommand());
    }
}
