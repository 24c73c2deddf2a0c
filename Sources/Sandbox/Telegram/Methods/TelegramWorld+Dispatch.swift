extension TelegramWorld {
    /// Runs a method; getUpdates is not among them, because it may have to wait.
    mutating func perform(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        switch call.method {
        case "getme": getMe(call)
        case "deletewebhook": deleteWebhook(call)
        case "setwebhook": try setWebhook(call)
        case "getwebhookinfo": getWebhookInfo(call)
        case "logout", "close": true
        case "sendmessage": try sendMessage(call)
        case "editmessagetext": try editMessageText(call)
        case "editmessagereplymarkup": try editMessageReplyMarkup(call)
        case "editmessagecaption": try editMessageCaption(call)
        case "editmessagemedia": try editMessageMedia(call)
        case "deletemessage": try deleteMessage(call)
        case "pinchatmessage": try pinChatMessage(call)
        case "unpinchatmessage": try unpinChatMessage(call)
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
        case "getchatmembercount": try getChatMemberCount(call)
        case "leavechat": try leaveChat(call)
        case "sendchataction": try sendChatAction(call)
        case "setmessagereaction": try setMessageReaction(call)
        case "createforumtopic": try createForumTopic(call)
        case "closeforumtopic": try setTopic(call, isClosed: true)
        case "reopenforumtopic": try setTopic(call, isClosed: false)
        default: throw .unknownMethod
        }
    }
}
