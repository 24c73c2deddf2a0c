import Market
import Operations
import Store

/// `/health`: processes, outbox, dead letters, waits that Telegram asked for, chats that are closed to the bot.
struct HealthCommand: ChatCommand {
    let name = "health"
    let summary = CommandPhrase.healthSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let store = request.context.store
        let screen = HealthScreen(
            health: try await ProductHealth(of: store, limits: request.context.options.health, at: request.now),
            wording: request.wording,
            lastSent: try await store.outbox.lastSent(),
            dead: try await store.outbox.messages(.dead, limit: 3),
            closed: try await ClosedChats(store: store).all(),
            holds: DeliveryHolds(text: try await store.settings.value(SettingName.telegramHolds)),
            commands: try await store.commands.queuedCount()
        )
        return request.reply(screen.html)
    }
}

/// What `/health` says; a pure value.
///
/// The first line tells whether there is anything to do.
struct HealthScreen {
    let health: ProductHealth
    let wording: Wording
    let lastSent: Timestamp?
    let dead: [OutboxMessage]
    let closed: [(chat: String, reason: String)]
    let holds: DeliveryHolds
    let commands: Int

    private var now: Timestamp { health.now }
    private var depth: OutboxDepth { health.outbox }

    var html: String {
        let problems = isWell ? HealthPhrase.well : .unwell
        let title = wording.html(problems, ["time": wording.moscow(now, today: nil)])
        return (["\(isWell ? "🟢" : "🟠") <b>\(title)</b>"] + processes + queue + resumption + complaints).joined(
            separator: "\n"
        )
    }

    private var today: CivilDate { MoscowTime.date(of: now) }

    private var isWell: Bool {
        health.complaints.isEmpty && closed.isEmpty && holds.waits(at: now).isEmpty
    }

    private var processes: [String] {
        [ProcessName.scheduler, .bot].map { process in
            let limit = process == .bot ? health.limits.bot : health.limits.scheduler
            let text = ProcessText(wording: wording, now: now)
                .state(of: process, in: health.heartbeats, silentAfter: limit)
            let name: HealthPhrase = process == .bot ? .bot : .scheduler
            return wording.html(name, ["state": text])
        }
    }

    private var queue: [String] {
        var lines: [String] = []
        let count = depth.queued + depth.sending
        if count == 0 {
            lines.append(wording.html(HealthPhrase.queueEmpty))
        } else {
            let age = depth.oldest.map { max(.zero, $0.duration(to: now)) } ?? .zero
            lines.append(
                wording.html(
                    HealthPhrase.queue,
                    ["count": wording.count(count, .message), "age": wording.duration(age)]
                )
            )
        }
        if let lastSent {
            lines.append(wording.html(HealthPhrase.lastSent, ["time": wording.clock(lastSent, today: today)]))
        }
        if commands > 0 {
            lines.append(wording.html(HealthPhrase.commands, ["count": wording.grouped(commands)]))
        }
        return lines
    }

    private var resumption: [String] {
        guard let mended = health.mended else { return [] }
        let time = wording.clock(mended.at, today: today)
        return [wording.html(HealthPhrase.clock, ["span": wording.duration(mended.span), "time": time])]
    }

    private var complaints: [String] {
        var lines: [String] = []
        for case .overdue(let job, let due) in health.complaints {
            lines.append(wording.html(HealthPhrase.overdue, ["job": job, "time": wording.clock(due, today: today)]))
        }
        for wait in holds.waits(at: now) {
            let chat = wait.chat ?? wording.text(HealthPhrase.allChats)
            let time = wording.clock(wait.until, today: today)
            lines.append(wording.html(HealthPhrase.hold, ["chat": chat, "time": time]))
        }
        if depth.dead > 0 {
            lines.append(wording.html(HealthPhrase.dead, ["count": wording.count(depth.dead, .message)]))
            lines += dead.map { message in
                "#\(message.id): \(HTMLText.escape(reason(message.lastError ?? "")))"
            }
        }
        lines += closed.map { chat, reason in
            wording.html(HealthPhrase.closed, ["chat": chat, "reason": self.reason(reason)])
        }
        return lines
    }

    /// Telegram says why in English.
    private func reason(_ text: String) -> String {
        wording.trouble(String(text.prefix(120)))
    }
}
