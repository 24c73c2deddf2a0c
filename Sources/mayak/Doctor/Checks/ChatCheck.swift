import Bot
import Platform

/// The configured chats: whether they exist, and whether the bot may do in them what it has to.
enum ChatCheck {
    static let check = DoctorCheck("chat", atStart: [.bot], limit: .seconds(20)) { room in
        let settings = room.settings.telegram
        guard let telegram = room.telegram else { return [TelegramTrouble.withoutToken()] }
        guard let group = settings.group else { return [none] }
        let needsTopics = !settings.topics.isEmpty || settings.groupTopic != nil
        var found = [await look(telegram, group, named: "group", needsTopics: needsTopics)]
        if let second = settings.escalation, second != group {
            found.append(await look(telegram, second, named: "escalation", needsTopics: false))
        }
        return found
    }

    /// What could be seen of a chat.
    struct Sight: Hashable, Sendable {
        var chat: ChatDetails
        var member: BotMembership
    }

    static let none = Finding.warn(
        Said(
            "TELEGRAM_GROUP_CHATID не задан: тревоги никто не увидит",
            "TELEGRAM_GROUP_CHATID is not set: nobody sees an alert"
        ),
        Said("добавьте бота в группу и пошлите там /info", "add the bot to the group and send /info there")
    )

    private static func look(
        _ telegram: TelegramClient,
        _ chat: Int64,
        named name: String,
        needsTopics: Bool
    ) async -> Finding {
        do {
            let details = try await telegram.details(of: chat)
            let me = try await telegram.profile().id
            let sight = Sight(chat: details, member: try await telegram.membership(of: me, in: chat))
            return judge(.success(sight), named: name, id: chat, needsTopics: needsTopics)
        } catch let error as TelegramError {
            return judge(.failure(error), named: name, id: chat, needsTopics: needsTopics)
        } catch {
            return TelegramTrouble.withoutToken(name)  // Cancelled: nobody reads it.
        }
    }

    static func judge(
        _ answer: Result<Sight, TelegramError>,
        named name: String,
        id: Int64,
        needsTopics: Bool
    ) -> Finding {
        switch answer {
        case .success(let sight): return judge(sight, named: name, needsTopics: needsTopics)
        case .failure(let error): return judge(error, named: name, id: id)
        }
    }

    private static func judge(_ error: TelegramError, named name: String, id: Int64) -> Finding {
        switch error.kind {
        case .chatNotFound:
            return .fail(
                Said("чата \(id) для этого бота нет", "there is no chat \(id) for this bot"),
                Said(
                    "добавьте бота в чат и пошлите там /info; в личном чате нажмите «Старт»",
                    "add the bot to the chat and send /info there; press Start in a private one"
                ),
                of: name,
                isConfiguration: true
            )
        case .blocked:
            return .fail(
                Said("бот удалён из чата \(id) или заблокирован", "the bot was removed from chat \(id), or blocked"),
                Said("добавьте его снова", "add it again"),
                of: name
            )
        case .migrated:
            let new = error.migratedTo.map { "\($0)" } ?? "?"
            return .warn(
                Said("группа стала супергруппой \(new)", "the group became the supergroup \(new)"),
                Said(
                    "запишите новый номер в настройки; до тех пор Маяк помнит его сам",
                    "put the new number into the configuration; until then Mayak remembers it"
                ),
                of: name
            )
        default: return TelegramTrouble.finding(error, of: name)
        }
    }

    private static func judge(_ sight: Sight, named name: String, needsTopics: Bool) -> Finding {
        let title = sight.chat.title.map { "«\($0)»" } ?? "\(sight.chat.id)"
        func fail(_ russian: String, _ english: String, _ advice: Said) -> Finding {
            .fail(Said("\(title): \(russian)", "\(title): \(english)"), advice, of: name)
        }
        let giveRights = Said("дайте ему это право в настройках чата", "give it that right in the chat's settings")
        guard sight.member.isPresent else {
            return fail("бота там нет", "the bot is not in it", Said("добавьте его", "add it"))
        }
        guard mayPost(sight) else {
            return fail("боту нельзя писать", "the bot may not write", giveRights)
        }
        if sight.chat.type == "channel", sight.member.canEditMessages != true, sight.member.status != "creator" {
            return fail("боту нельзя править сообщения", "the bot may not edit messages", giveRights)
        }
        if needsTopics, sight.chat.isForum != true {
            return fail(
                "темы настроены, но в чате их нет",
                "topics are configured, but the chat has none",
                Said("включите темы или уберите telegram.topics", "switch topics on, or remove telegram.topics")
            )
        }
        if needsTopics, sight.member.status != "creator", sight.member.canManageTopics != true {
            return .warn(
                Said("\(title): бот не может создавать темы", "\(title): the bot cannot make topics"),
                Said("дайте право управлять темами, если нужны новые", "let it manage topics if new ones are wanted"),
                of: name
            )
        }
        guard maySendPictures(sight) else {
            return .warn(
                Said("\(title): боту нельзя посылать картинки", "\(title): the bot may not send pictures"),
                giveRights,
                of: name
            )
        }
        return .ok(Said("\(title), бот пишет и правит", "\(title), the bot writes and edits"), of: name)
    }

    /// Restricted members have rights of their own, ordinary ones those of the chat, channels those of administrators.
    private static func mayPost(_ sight: Sight) -> Bool {
        switch (sight.chat.type, sight.member.status) {
        case (_, "creator"): true
        case ("channel", _): sight.member.canPostMessages == true
        case (_, "administrator"): true
        case (_, "restricted"): sight.member.canSendMessages == true
        default: sight.chat.permissions?.canSendMessages != false
        }
    }

    private static func maySendPictures(_ sight: Sight) -> Bool {
        switch sight.member.status {
        case "creator", "administrator": true
        case "restricted": sight.member.canSendPhotos != false
        default: sight.chat.permissions?.canSendPhotos != false
        }
    }
}
