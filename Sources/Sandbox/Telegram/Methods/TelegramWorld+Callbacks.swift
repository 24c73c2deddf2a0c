import Market
import Platform

extension TelegramWorld {
    mutating func answerCallbackQuery(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let id = call.text("callback_query_id") ?? ""
        guard let press = presses[id], !press.isAnswered,
            press.at.duration(to: call.now) <= .seconds(rules.callbackLifetime)
        else {
            throw .bad("query is too old and response timeout expired or query ID is invalid")
        }
        let text = call.text("text") ?? ""
        guard text.unicodeScalars.count <= 200 else { throw .bad("MESSAGE_TOO_LONG") }
        presses[id]?.isAnswered = true
        log(
            .answered(text: text, isAlert: call.flag("show_alert")),
            chat: press.chat,
            user: user(press.user).firstName,
            message: press.message,
            at: call.now
        )
        return true
    }
}
