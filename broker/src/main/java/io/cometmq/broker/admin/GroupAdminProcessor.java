package io.cometmq.broker.admin;

import io.cometmq.broker.body.JsonBody;
import io.cometmq.broker.offset.ConsumerOffsetManager;
import io.cometmq.broker.subscription.SubscriptionGroupManager;
import io.cometmq.common.constant.PermName;
import io.cometmq.common.topic.TopicValidator;
import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.RemotingCommand;
import io.cometmq.remoting.protocol.ResponseCode;
import io.cometmq.remoting.protocol.body.GroupForbidden;
import io.cometmq.remoting.protocol.body.SubscriptionGroupList;
import io.cometmq.remoting.protocol.body.SubscriptionGroupWrapper;
import io.cometmq.remoting.protocol.header.DeleteSubscriptionGroupRequestHeader;
import io.cometmq.remoting.protocol.header.GetAllSubscriptionGroupRequestHeader;
import io.cometmq.remoting.protocol.header.GetAllSubscriptionGroupResponseHeader;
import io.cometmq.remoting.protocol.header.GetSubscriptionGroupConfigRequestHeader;
import io.cometmq.remoting.protocol.header.UpdateGroupForbiddenRequestHeader;
import io.cometmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import io.cometmq.remoting.rpc.Exchange;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Consumer groups: created, changed, deleted, listed. */
public final class GroupAdminProcessor {
    private final SubscriptionGroupManager groups;
    private final ConsumerOffsetManager offsets;
    private final Consumer<String> deleted;

    /** @param deleted told of each group that was deleted */
    public GroupAdminProcessor(
            SubscriptionGroupManager groups, ConsumerOffsetManager offsets, Consumer<String> deleted) {
        this.groups = groups;
        this.offsets = offsets;
        this.deleted = deleted;
    }

    /** UPDATE_AND_CREATE_SUBSCRIPTIONGROUP (200). */
    public RemotingCommand update(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        return updateAll(exchange, List.of(JsonBody.read(request, SubscriptionGroupConfig.class)));
    }

    /** UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST (225): all or none. */
    public RemotingCommand updateList(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        return updateAll(
                exchange, JsonBody.read(request, SubscriptionGroupList.class).groupConfigList());
    }

    private RemotingCommand updateAll(Exchange exchange, List<SubscriptionGroupConfig> requested)
            throws RemotingCommandException {
        for (SubscriptionGroupConfig group : requested) {
            TopicValidator.ValidateResult validity = TopicValidator.validateGroup(group.getGroupName());
            if (!validity.isValid()) {
                return RemotingCommand.createResponseCommand(ResponseCode.INVALID_PARAMETER, validity.getRemark());
            }
            if (group.getRetryQueueNums() > TopicAdminProcessor.MAX_QUEUE_NUMS) {
                return RemotingCommand.createResponseCommand(
                        ResponseCode.INVALID_PARAMETER,
                        "The group[" + group.getGroupName() + "] cannot have " + group.getRetryQueueNums()
                                + " retry queues: at most " + TopicAdminProcessor.MAX_QUEUE_NUMS + " are possible.");
            }
        }
        try {
            groups.updateAll(requested);
        } catch (IllegalArgumentException e) {
            throw new RemotingCommandException(e.getMessage(), e);
        }
        return SavedAnswer.after(groups.saved(), exchange);
    }

    /** DELETE_SUBSCRIPTIONGROUP (207): success as well when there is none. */
    public RemotingCommand delete(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        DeleteSubscriptionGroupRequestHeader header =
                request.decodeCommandCustomHeader(DeleteSubscriptionGroupRequestHeader.class);
        groups.delete(header.groupName());
        if (header.cleanOffset() || header.removeOffset()) {
            offsets.removeGroup(header.groupName());
        }
        deleted.accept(header.groupName());
        return SavedAnswer.after(groups.saved(), exchange);
    }

    /** GET_SUBSCRIPTIONGROUP_CONFIG (352). Asking for a group creates it, as consuming with it would. */
    public RemotingCommand get(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        SubscriptionGroupConfig group =
                groups.findOrCreate(request.decodeCommandCustomHeader(GetSubscriptionGroupConfigRequestHeader.class)
                        .group());
        return group == null
                ? RemotingCommand.createResponseCommand(
                        ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "No group in this broker")
                : JsonBody.answer(group);
    }

    /** GET_ALL_SUBSCRIPTIONGROUP_CONFIG (201). */
    public RemotingCommand getAll(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        GetAllSubscriptionGroupRequestHeader header =
                request.decodeCommandCustomHeader(GetAllSubscriptionGroupRequestHeader.class);
        SubscriptionGroupWrapper all = groups.snapshot();
        Map<String, SubscriptionGroupConfig> page = new Page(
                        header.groupSeq(), header.dataVersion(), header.maxGroupNum())
                .of(all.subscriptionGroupTable(), all.dataVersion());
        return JsonBody.answer(
                new GetAllSubscriptionGroupResponseHeader(
                        all.subscriptionGroupTable().size()),
                new SubscriptionGroupWrapper(page, all.forbiddenTable(), all.dataVersion()));
    }

    /** UPDATE_AND_GET_GROUP_FORBIDDEN (353): without a new state, what is in force. */
    public RemotingCommand forbid(Exchange exchange, RemotingCommand request) throws RemotingCommandException {
        UpdateGroupForbiddenRequestHeader header =
                request.decodeCommandCustomHeader(UpdateGroupForbiddenRequestHeader.class);
        if (header.readable() != null) {
            groups.setForbidden(header.group(), header.topic(), PermName.INDEX_PERM_READ, !header.readable());
        }
        boolean forbidden = groups.isForbidden(header.group(), header.topic(), PermName.INDEX_PERM_READ);
        return JsonBody.answer(new GroupForbidden(header.topic(), header.group(), !forbidden));
    }
}
