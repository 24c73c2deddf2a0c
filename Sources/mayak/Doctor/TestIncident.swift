import Bot
import Market
import Platform
import Store

/// `mayak doctor --send-test`: an incident of no consequence, posted and resolved.
enum TestIncident {
    static let check = DoctorCheck("send-test", limit: .seconds(90)) { room in
        guard let group = room.settings.telegram.group else { return [ChatCheck.none] }
        guard let telegram = room.telegram else { return [TokenCheck.absent] }
        let path = room.settings.general.storePath
        let botRuns = await DoctorQueue().run {
            FileBytes.exists(path) && InstanceLock.isHeld("mayak bot", on: path)
        }
        return [
            botRuns
                ? try await throughOutbox(room)
                : await directly(
                    telegram,
                    to: MessageDestination(chat: group, thread: room.settings.telegram.groupTopic),
                    room
                )
        ]
    }

    /// How long the outbox is given for each of the two steps; real time.
    private static let patience = Duration.seconds(40)

    static func opened(_ language: Language) -> String {
        Said(
            "🟠 <b>Проверка связи</b>\nЭто не тревога: mayak doctor проверяет путь сообщений. Сейчас закроется само.",
            "🟠 <b>Test incident</b>\nNo alert: mayak doctor tests the way of messages. It resolves itself now."
        )[language]
    }

    static func resolved(_ language: Language, after span: Duration) -> String {
        let seconds = seconds(span)
        return Said(
            "🟢 <b>Проверка связи</b>\nЗакрыто. Сообщение дошло за \(seconds) с.",
            "🟢 <b>Test incident</b>\nResolved. The message arrived within \(seconds) s."
        )[language]
    }

    private static func throughOutbox(_ room: DoctorRoom) async throws -> Finding {
        let store = try room.settings.existingStore(
            clock: room.clock,
            log: Log(component: "doctor", threshold: .critical, clock: room.clock)
        )
        let language: Language = room.settings.general.language
        let name = "doctor:\(SystemClock().now.milliseconds)"
        let finding: Finding
        let end = expiry(room)
        let post = try await deliver(
            .text(RenderedMessage(html: opened(language))),
            "\(name):post",
            until: end,
            through: store.outbox
        )
        if case .sent(let message, let span) = post, let message {
            let change = RenderedMessage(html: resolved(language, after: span))
            let edit = try await deliver(
                .edit(messageID: message, change),
                "\(name):edit",
                until: end,
                through: store.outbox
            )
            finding = judge(post, edit)
        } else {
            finding = judge(post, nil)
        }
        await store.close()
        return finding
    }

    /// Nobody wants it later; nil where the bot's clock is its own and cannot be told from here.
    private static func expiry(_ room: DoctorRoom) -> Timestamp? {
        if case .scaled = room.settings.general.clock { return nil }
        return room.clock.now + patience * 2 * room.clock.speedUp
    }

    /// What became of a message of the outbox.
    enum Fate: Hashable, Sendable {
        case sent(message: Int64?, after: Duration)
        case refused(String)
        case waiting(String)
    }

    private static func deliver(
        _ content: MessageContent,
        _ key: String,
        until end: Timestamp?,
        through outbox: OutboxStore
    ) async throws -> Fate {
        let clock = SystemClock()
        let started = clock.now
        let draft = OutboxDraft(dedupeKey: key, content: content, priority: .reply, expiresAt: end)
        guard let id = try await outbox.enqueue([draft]).first else { return .refused("not queued") }
        var last = ""
        while started.duration(to: clock.now) < patience {
            if let message = try await outbox.message(id) {
                last = message.lastError ?? ""
                switch message.state {
                case .sent: return .sent(message: message.messageID, after: started.duration(to: clock.now))
                case .dead, .dropped: return .refused(last)
                case .queued, .sending: break
                }
            }
            try await clock.sleep(for: .milliseconds(20))
        }
        return .waiting(last)
    }

    private static func directly(
        _ telegram: TelegramClient,
        to destination: MessageDestination,
        _ room: DoctorRoom
    ) async -> Finding {
        let clock = SystemClock()
        let language: Language = room.settings.general.language
        do {
            let started = clock.now
            let message = try await telegram.sendMessage(opened(language), to: destination)
            let posted = started.duration(to: clock.now)
            try await telegram.editMessageText(
                resolved(language, after: posted),
                message: message,
                chat: destination.chat
            )
            let all = started.duration(to: clock.now)
            return .ok(
                Said(
                    "бот не запущен, послано прямо: дошло за \(seconds(posted)) с, закрыто через \(seconds(all)) с",
                    "the bot does not run, sent directly: arrived in \(seconds(posted)) s, resolved after \(seconds(all)) s"
                )
            )
        } catch let error as TelegramError {
            return ChatCheck.judge(.failure(error), named: "group", id: destination.chat, needsTopics: false)
        } catch {
            return TelegramTrouble.withoutToken()  // Cancelled: nobody reads it.
        }
    }

    static func judge(_ post: Fate, _ edit: Fate?) -> Finding {
        let look = Said("mayak status и журнал бота скажут почему", "mayak status and the bot's log say why")
        switch (post, edit) {
        case (.sent(_, let posted), .sent(_, let edited)?):
            return .ok(
                Said(
                    "через очередь бота: дошло за \(seconds(posted)) с, закрыто ещё за \(seconds(edited)) с",
                    "through the bot's outbox: arrived in \(seconds(posted)) s, resolved in \(seconds(edited)) s more"
                )
            )
        case (.refused(let words), _):
            return .fail(Said("не доставлено: \(words)", "not delivered: \(words)"), look)
        case (.waiting(let words), _):
            return .fail(
                Said(
                    "за \(patience.wholeSeconds) с не ушло \(words)",
                    "has not left within \(patience.wholeSeconds) s \(words)"
                ),
                look
            )
        case (.sent, _):
            return .fail(Said("дошло, но не закрылось", "arrived, but was not resolved"), look)
        }
    }

    /// Two digits behind the point.
    private static func seconds(_ span: Duration) -> String {
        let hundredths = Int((span.inSeconds * 100).rounded())
        return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
    }
}
