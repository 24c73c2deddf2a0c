import Market
import Operations
import Platform
import Store

/// What a message of the outbox is at the moment of its delivery.
enum Outgoing: Equatable, Sendable {
    /// A new message, or the replacement of one; `showing` where it is the living message of that.
    case text(RenderedMessage, editing: Int64?, showing: LivingSubject?)
    /// The keyboard goes under a single picture; an album can have none, and cannot take another message's place.
    case pictures(
        [UploadFile],
        caption: String,
        keyboard: [[RenderedMessage.Button]] = [],
        replyTo: Int64?,
        editing: Int64? = nil
    )
    /// Pointless by now, and why.
    case nothing(String)

    /// The same with more lines at the end of a text.
    func followed(by lines: [String]) -> Outgoing {
        guard case .text(var message, let editing, let subject) = self, !lines.isEmpty else { return self }
        message.html = ([message.html] + lines).joined(separator: "\n")
        return .text(message, editing: editing, showing: subject)
    }
}

/// Turns facts into text, in the chat's language and from the alert's present state.
struct MessageRenderer: Sendable {
    let store: OperationsStore
    let plots: any PlotRenderer
    let log: Log
    /// From when on the trading engine counts as silent.
    let engineSilence: Duration

    /// - Parameter isSecondChat: the escalation chat, which sees only what was escalated.
    func render(
        _ content: MessageContent,
        chat: Int64,
        isSecondChat: Bool = false,
        language: Language,
        at now: Timestamp
    ) async throws -> Outgoing {
        let wording = Wording(language)
        if isSecondChat, let outgoing = try await renderSecond(content, chat: chat, language: language, at: now) {
            return outgoing
        }
        switch content {
        case .incident(let id):
            guard let alert = try await store.alerts.alert(id)?.withoutLateSlots(store.feeds) else {
                return .nothing("alert \(id) is not in the store")
            }
            if let leader = alert.groupID {
                return try await digest(try await group(leader), leader: leader, chat: chat, wording, now)
            }
            let message =
                CalendarQuestionScreen([alert], leader: alert, now: now, wording: wording)?.message
                ?? IncidentScreen(alert: alert, now: now, wording: wording).message
            let outgoing = try await living(message, of: .alert(id), isOver: !alert.state.isOpen, chat: chat)
            return outgoing.followed(by: try await called(over: [alert], outgoing, wording, now))
        case .digest(let ids):
            guard let first = ids.first, let alert = try await store.alerts.alert(first) else {
                return .nothing("none of the alerts is in the store")
            }
            let leader = alert.groupID ?? first
            return try await digest(try await group(leader), leader: leader, chat: chat, wording, now)
        case .incidentReply(let id, let reason):
            return try await reply(id, reason, chat: chat, wording, now)
        case .notice(let notice):
            return .text(NoticeScreen(now: now, wording: wording).message(notice), editing: nil, showing: nil)
        case .hi2Report(let report):
            return .text(NoticeScreen(now: now, wording: wording).message(report), editing: nil, showing: nil)
        case .gapLeaders(let date):
            return try await gaps(on: date, joining: nil, wording)
        case .gapLeadersAgain(let date):
            let known = try await opening(of: date, .moex, chat: chat)
            return try await gaps(on: date, joining: known, wording)
        case .morning(let note):
            let screen = MorningScreen(note: note, wording: wording)
            guard let exits = note.exits else { return .text(screen.message, editing: nil, showing: nil) }
            let known = try await opening(of: note.date, note.key.market, chat: chat)?.showing(exits, of: note.key)
            guard let known else { return .text(screen.exitsAlone, editing: nil, showing: nil) }
            return try await redrawn(known, wording)
        case .shareLevels(let report, let replyTo):
            return try ShareLevelsScreen(report: report, replyTo: replyTo, wording: wording).outgoing()
        case .portfolioDay(let key, let date, let replyTo):
            let portfolio = try await PortfolioAnswer(key, on: date, from: store.portfolio)
            let engine = key.market == .moex ? try await engine(at: now) : nil
            let block = engine.map { EngineBlock(engine: $0, now: now, wording: wording) }
            return try PortfolioDayScreen(
                portfolio: portfolio,
                date: date,
                replyTo: replyTo,
                engine: block.map { $0.head + $0.gains } ?? [],
                wording: wording
            ).outgoing()
        case .position(let number):
            guard let trip = try await store.engine.trip(number) else {
                return .nothing("position \(number) is not in the store")
            }
            let message = TripScreen(trip: trip, now: now, wording: wording).message
            return try await living(message, of: .position(number), isOver: !trip.isOpen, chat: chat)
        case .tradingDay(let date):
            guard let engine = try await engine(at: now) else { return .nothing("no engine is configured") }
            // What is counted is the day of now.
            guard date == MoscowTime.date(of: now) else { return .nothing("\(date) is over") }
            let message = TradingDayScreen(engine: engine, date: date, now: now, wording: wording).message
            return try await living(message, of: .tradingDay(date), isOver: false, chat: chat)
        case .delayPlots(let market, let date, let endpoints):
            return await pictures(market, date, endpoints, replyTo: nil, wording, now)
        case .plot(let feed, let date, let replyTo):
            return await pictures(feed.market, date, [feed.endpoint], replyTo: replyTo, wording, now)
                .withFileButton(feed, date: date, wording)
        case .plotFiles(let market, let date, let endpoints, let replyTo):
            return await pictures(
                market,
                date,
                endpoints,
                replyTo: replyTo,
                title: ReportPhrase.filesTitle,
                wording,
                now
            )
        case .dayReport(let report, let replyTo):
            return answer(DayReportScreen(report: report, wording: wording).message, replyTo: replyTo)
        case .weekReport(let report, let replyTo):
            return answer(WeekReportScreen(report: report, wording: wording).message, replyTo: replyTo)
        case .text(let message): return .text(message, editing: nil, showing: nil)
        // Every drawing makes the code before worthless, so only the delivery itself draws (``CodeMessage``).
        case .invitation: return .nothing("a code is drawn when it is sent")
        // The same (``WebLinkMessage``).
        case .webLink: return .nothing("a link is drawn when it is sent")
        case .edit(let id, let message), .fade(let id, let message): return .text(message, editing: id, showing: nil)
        }
    }

    /// - Parameter known: the message of the day's opening that they take the place of; nil for a new one.
    private func gaps(on date: CivilDate, joining known: OpeningMessage?, _ wording: Wording) async throws -> Outgoing {
        let morning = known?.morning.map { MorningScreen(note: $0, wording: wording) }
        let leaders = try await store.gaps.leaders(on: date)
        guard !leaders.isEmpty else {
            guard let known, let morning else { return .nothing("no leaders on \(date)") }
            return .text(morning.withoutGaps, editing: known.number, showing: nil)
        }
        return try GapsScreen(date: date, leaders: leaders, wording: wording)
            .outgoing(below: morning?.lines ?? [], editing: known?.number)
    }

    private func opening(of date: CivilDate, _ market: ShareMarket, chat: Int64) async throws -> OpeningMessage? {
        OpeningMessage(try await store.settings.value(SettingName.openingMessage(chat, market)), of: date)
    }

    /// The morning's note in its place, with what has joined it.
    private func redrawn(_ known: OpeningMessage, _ wording: Wording) async throws -> Outgoing {
        if known.isScanned == true { return try await gaps(on: known.date, joining: known, wording) }
        guard let note = known.morning else { return .nothing("no note of that morning") }
        return .text(MorningScreen(note: note, wording: wording).message, editing: known.number, showing: nil)
    }

    private func engine(at now: Timestamp) async throws -> EngineAnswer? {
        try await EngineAnswer(at: now, silence: engineSilence, engine: store.engine, portfolio: store.portfolio)
    }

    private func answer(_ message: RenderedMessage, replyTo: Int64?) -> Outgoing {
        var message = message
        message.replyTo = replyTo
        return .text(message, editing: nil, showing: nil)
    }

    /// The second chat gets the living message itself as the call for help, and after that what becomes of it.
    private func renderSecond(_ content: MessageContent, chat: Int64, language: Language, at now: Timestamp)
        async throws
        -> Outgoing?
    {
        guard let id = content.alerts.first else { return nil }
        if case .incidentReply(_, .escalation) = content {
            return try await render(.incident(alert: id), chat: chat, language: language, at: now)
        }
        let leader = try await store.alerts.alert(id)?.groupID ?? id
        let isKnown = try await store.outbox.livingMessage(of: .alert(leader), chat: chat) != nil
        return isKnown ? nil : .nothing("the second chat was not called in")
    }

    private func group(_ leader: Int64) async throws -> [AlertRecord] {
        var members: [AlertRecord] = []
        for alert in try await store.alerts.members(of: leader) {
            members.append(try await alert.withoutLateSlots(store.feeds))
        }
        return members
    }

    private func digest(
        _ members: [AlertRecord],
        leader: Int64,
        chat: Int64,
        _ wording: Wording,
        _ now: Timestamp
    ) async throws -> Outgoing {
        guard let head = members.first(where: { $0.id == leader }) ?? members.first else {
            return .nothing("the group of alert \(leader) is not in the store")
        }
        let group = IncidentGroup(members: members, wording: wording)
        let message =
            CalendarQuestionScreen(members, leader: head, now: now, wording: wording)?.message
            ?? group.single.map { single in
                // The message keeps its number, whichever of the feed's alerts it shows.
                var shown = single
                shown.id = leader
                return IncidentScreen(alert: shown, gaps: group.gaps, now: now, wording: wording).message
            } ?? DigestScreen(leader: head, members: members, now: now, wording: wording).message
        let isOver = group.open.isEmpty
        let outgoing = try await living(message, of: .alert(leader), isOver: isOver, chat: chat)
        return outgoing.followed(by: try await called(over: group.open, outgoing, wording, now))
    }

    /// Who is on call, under a new message of what help was called for: nobody is told by an edit.
    private func called(over alerts: [AlertRecord], _ outgoing: Outgoing, _ wording: Wording, _ now: Timestamp)
        async throws
        -> [String]
    {
        guard !outgoing.isEdit, alerts.contains(where: { $0.escalatedAt != nil && $0.acknowledgedBy == nil }) else {
            return []
        }
        return wording.called(try await store.people.rota().onDuty(at: now))
    }

    /// Edits the message that shows the subject; posts it where the chat has none and there is still something to show.
    private func living(
        _ message: RenderedMessage,
        of subject: LivingSubject,
        isOver: Bool,
        chat: Int64
    ) async throws -> Outgoing {
        guard let known = try await store.outbox.livingMessage(of: subject, chat: chat) else {
            if isOver { return .nothing("it was over before its message could be sent") }
            return .text(message, editing: nil, showing: subject)
        }
        // What may have come twice is marked so when it comes; what is drawn anew is news, and said once.
        return .text(message, editing: known, showing: subject)
    }

    private func reply(
        _ id: Int64,
        _ reason: IncidentReplyReason,
        chat: Int64,
        _ wording: Wording,
        _ now: Timestamp
    ) async throws -> Outgoing {
        guard let alert = try await store.alerts.alert(id)?.withoutLateSlots(store.feeds) else {
            return .nothing("alert \(id) is not in the store")
        }
        let leader = alert.groupID ?? id
        let members = alert.groupID == nil ? [alert] : try await group(leader)
        let isOpen = members.contains { $0.state.isOpen }
        switch reason {
        case .reminder, .escalation, .worsened, .joined, .flapping:
            if !isOpen { return .nothing("the alert is over") }
            if alert.key.rule.listsGaps, alert.value == 0 { return .nothing("the slots came after all") }
        case .recovered, .sessionClosed, .settled: break
        }
        var message = IncidentReplyScreen(
            alert: alert,
            members: members,
            reason: reason,
            now: now,
            wording: wording,
            duties: try await store.people.rota().onDuty(at: now)
        ).message
        message.replyTo = try await store.outbox.livingMessage(of: .alert(leader), chat: chat)
        return .text(message, editing: nil, showing: nil)
    }

    private func pictures(
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        _ endpoints: [Endpoint],
        replyTo: Int64?,
        title phrase: some Phrase = NoticePhrase.plotsTitle,
        _ wording: Wording,
        _ now: Timestamp
    ) async -> Outgoing {
        let shown = wording.fullDate(date)
        func sentence(_ phrase: NoticePhrase) -> Outgoing {
            let html = wording.html(phrase, ["market": market.rawValue, "date": shown])
            return .text(RenderedMessage(html: html, isSilent: true, replyTo: replyTo), editing: nil, showing: nil)
        }
        let request = PlotRequest(
            market: market,
            date: date,
            endpoints: endpoints,
            language: wording.language,
            now: now
        )
        do {
            let plots = try await plots.render(request)
            guard !plots.isEmpty else { return sentence(.plotsNone) }
            let title = wording.html(phrase, ["market": market.rawValue, "date": shown])
            let lines = plots.flatMap(\.lines).map(HTMLText.escape)
            let caption = (["<b>\(title)</b>"] + lines).joined(separator: "\n")
            return .pictures(plots.map(\.file), caption: caption, replyTo: replyTo)
        } catch {
            log.error("Plot not drawn", ["market": market.rawValue, "date": "\(date)", "error": "\(error)"])
            return sentence(.plotsFailed)
        }
    }
}
