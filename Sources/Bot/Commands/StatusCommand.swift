import Market
import Operations
import Store

/// `/status`: scheduler, trading engine, sessions, alerts and outbox on one screen.
struct StatusCommand: ChatCommand {
    let name = "status"
    let summary = CommandPhrase.statusSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let context = request.context
        let wording = request.wording
        let now = request.now
        let state = try await ProductState(of: context.store)
        let title = wording.html(CommandPhrase.statusTitle, ["time": wording.moscow(now, today: nil)])
        var lines = ["<b>\(title)</b>"]
        lines.append(
            wording.html(
                CommandPhrase.statusScheduler,
                [
                    "state": ProcessText(wording: wording, now: now).state(
                        of: .scheduler,
                        in: state.heartbeats,
                        silentAfter: context.options.health.scheduler
                    )
                ]
            )
        )
        lines += try await request.engineLines { $0.head }
        let calendar = try await context.calendars.calendar()
        for market in AlgoPackSegment.allCases {
            lines.append(SessionText(calendar: calendar, now: now, wording: wording).line(market))
        }
        let told = state.alerts.filter { $0.toldAt != nil }
        let open = try await SharedMessage.goingOn(told, request.context.store.alerts, wording)
        lines.append(
            open.isEmpty
                ? wording.html(CommandPhrase.statusQuiet)
                : wording.html(CommandPhrase.statusAlerts, ["count": wording.count(open.count, .alert)])
        )
        let depth = state.outbox
        lines.append(
            depth.queued + depth.sending + depth.dead == 0
                ? wording.html(CommandPhrase.statusOutboxEmpty)
                : wording.html(
                    CommandPhrase.statusOutbox,
                    [
                        "count": wording.count(depth.queued + depth.sending, .message),
                        "dead": wording.grouped(depth.dead),
                    ]
                )
        )
        return request.reply(lines.joined(separator: "\n"))
    }
}

/// Says how a process is, from its heartbeat.
struct ProcessText {
    let wording: Wording
    let now: Timestamp

    func state(of process: ProcessName, in heartbeats: [Heartbeat], silentAfter: Duration) -> String {
        guard let beat = heartbeats.first(where: { $0.process == process }) else {
            return wording.text(CommandPhrase.statusNever)
        }
        let age = beat.silence(at: now)
        let span = wording.duration(age)
        guard age > silentAfter else { return wording.text(CommandPhrase.statusAlive, ["span": span]) }
        let since = wording.moscow(beat.at, today: MoscowTime.date(of: now))
        return wording.text(CommandPhrase.statusSilent, ["span": span, "time": since])
    }
}

/// Says what a market is doing now.
struct SessionText {
    let calendar: TradingCalendar
    let now: Timestamp
    let wording: Wording

    func line(_ market: AlgoPackSegment) -> String {
        let today = MoscowTime.date(of: now)
        if let session = calendar.session(at: now, market) {
            return wording.html(
                CommandPhrase.statusSession,
                [
                    "market": market.rawValue, "session": wording.name(session.name),
                    "time": session.close.shortDescription,
                ]
            )
        }
        let day = calendar.day(today, market)
        if let next = day.sessions.first(where: { $0.open > MoscowTime.time(of: now) }) {
            return wording.html(
                CommandPhrase.statusBreak,
                ["market": market.rawValue, "time": next.open.shortDescription]
            )
        }
        guard day.kind.isMonitored, let next = calendar.nextWindow(after: now, market) else {
            return wording.html(
                CommandPhrase.statusDayOff,
                ["market": market.rawValue, "kind": wording.name(day.kind)]
            )
        }
        let opening = MoscowTime.instant(next.date, next.session.open)
        return wording.html(
            CommandPhrase.statusBreak,
            ["market": market.rawValue, "time": wording.clock(opening, today: today)]
        )
    }
}
