import Platform

extension TelegramWorld {
    /// Runs a method; getUpdates is not among them, because it may have to wait.
    mutating func answer(_ call: MethodCall) throws(TelegramFailure) -> MethodAnswer {
        switch call.method {
        case "deletewebhook": try deleteWebhook(call)
        case "setwebhook": try setWebhook(call)
        default: MethodAnswer(try perform(call))
        }
    }

    private mutating func perform(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        switch call.method {
        case "getme": getMe(call)
        case "getwebhookinfo": getWebhookInfo(call)
        case "logout": logOut(call)
        case "close": try close(call)
        case "sendmessage": try sendMessage(call)
        case "forwardmessage": try forwardMessage(call)
        case "forwardmessages": try forwardMessages(call)
        case "copymessage": try copyMessage(call)
        case "copymessages": try copyMessages(call)
        case "editmessagetext": try editMessageText(call)
        case "editmessagereplymarkup": try editMessageReplyMarkup(call)
        case "editmessagecaption": try editMessageCaption(call)
        case "editmessagemedia": try editMessageMedia(call)
        case "deletemessage": try deleteMessage(call)
        case "deletemessages": try deleteMessages(call)
        case "pinchatmessage": try pinChatMessage(call)
        case "unpinchatmessage": try unpinChatMessage(call)
        case "unpinallchatmessages": try unpinAllChatMessages(call)
        case "answercallbackquery": try answerCallbackQuery(call)
        case "sendphoto": try sendPhoto(call)
        case "sendmediagroup": try sendMediaGroup(call)
        case "senddocument": try sendDocument(call)
        case "getfile": try getFile(call)
        case "setmycommands": try setMyCommands(call)
        case "getmycommands": try getMyCommands(call)
        case "deletemycommands": try deleteMyCommands(call)
        case "getchat": try getChat(call)
        case "getchatmember": try getChatMember(call)
        case "getchatadministrators": try getChatAdministrators(call)
        case "getchatmembercount", "getchatmemberscount": try getChatMemberCount(call)
        case "leavechat": try leaveChat(call)
        case "sendchataction": try sendChatAction(call)
        case "setmessagereaction": try setMessageReaction(call)
        default: try performOnTopics(call)
        }
    }

    private mutating func performOnTopics(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        switch call.method {
        case "createforumtopic": try createForumTopic(call)
        case "editforumtopic": try editForumTopic(call)
        case "closeforumtopic": try setTopic(call, isClosed: true)
        case "reopenforumtopic": try setTopic(call, isClosed: false)
        case "deleteforumtopic": try deleteForumTopic(call)
        case "unpinallforumtopicmessages": try unpinAllForumTopicMessages(call)
        case "closegeneralforumtopic": try setGeneralTopic(call, isClosed: true)
        case "reopengeneralforumtopic": try setGeneralTopic(call, isClosed: false)
        default: throw OtherMethods.refusal(of: call.method)
        }
    }
}
