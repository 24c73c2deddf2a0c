import Market
import Operations
import Store

/// The buttons under an alert: each becomes a command to the scheduler, except plot and details.
struct IncidentButtons: ButtonHandler {
    let route = IncidentRoute.name

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard let route = IncidentRoute(press.payload.arguments) else { return nil }
        let wording = press.wording
        let role = route.action.role
        guard press.caller.may(role) else { return .refusal(needing: role, wording) }
        guard let alert = try await press.context.store.alerts.alert(route.alert) else { return nil }
        switch route.action {
        case .plot: return plot(try await members(of: alert, press.context.store.alerts), press)
        case .details: return PressPlan { try await details(alert, press) }
        case .reopen:
            guard alert.isClosedByHand else { return .refusal(wording.text(HandPhrase.cannotReopen)) }
            return PressPlan(toast: wording.text(CommonPhrase.commandPosted)) { try await post(.reopen, alert, press) }
        case .take, .takeOne, .mute, .unmute, .recheck, .release, .close, .pick, .give: break
        }
        guard try await isActionable(alert, press.context.store.alerts) else {
            return .refusal(wording.text(CommonPhrase.refusedClosed))
        }
        switch route.action {
        case .pick: return PressPlan { try await AlertHandover(alert: alert, press: press).question }
        case .give(let person): return try await AlertHandover(alert: alert, press: press).plan(to: person)
        default: break
        }
        let toast =
            route.action == .recheck ? wording.text(IncidentPhrase.checking) : wording.text(CommonPhrase.commandPosted)
        return PressPlan(toast: toast) {
            try await post(route.action, alert, press)
        }
    }

    /// An alert that stands for a group stays actionable while any of its members is open.
    private func isActionable(_ alert: AlertRecord, _ alerts: AlertStore) async throws -> Bool {
        if alert.state.isOpen { return true }
        return try await members(of: alert, alerts).contains(where: \.state.isOpen)
    }

    /// Those for which the message of that number stands.
    private func members(of alert: AlertRecord, _ alerts: AlertStore) async throws -> [AlertRecord] {
        alert.groupID == alert.id ? try await alerts.members(of: alert.id) : [alert]
    }

    private func post(_ action: IncidentAction, _ alert: AlertRecord, _ press: ButtonPress) async throws -> Reaction {
        var reaction = Reaction()
        // What comes of it shows in the message itself.
        func post(_ command: SchedulerCommand, _ name: AuditAction) {
            reaction.post(
                command,
                by: press.caller,
                action: name,
                object: AuditObject.alert(alert).text,
                saysSuccess: false,
                patience: press.context.options.schedulerPatience,
                at: press.now
            )
        }
        switch action {
        case .take: post(.alert(.acknowledge(alert: alert.id)), .alertTake)
        case .takeOne: post(.alert(.acknowledgeOne(alert: alert.id)), .alertTake)
        case .mute(let offer): post(.alert(.silenceAlert(alert: alert.id, until: offer.span)), .alertSilence)
        case .recheck: post(.alert(.recheck(alert: alert.id)), .alertRecheck)
        case .unmute:
            let keys = try await members(of: alert, press.context.store.alerts).map(\.key)
            let silences = try await press.context.store.alerts.activeSilences(at: press.now)
                .filter { silence in keys.contains { silence.covers($0, at: press.now) } }
            if !silences.isEmpty { post(.alert(.endSilences(ids: silences.map(\.id))), .silenceEnd) }
        case .release: post(.alert(.release(alert: alert.id)), .alertRelease)
        case .close: post(.alert(.resolve(alert: alert.id)), .alertClose)
        case .reopen: post(.alert(.reopen(alert: alert.id)), .alertReopen)
        case .plot, .details, .pick, .give: break
        }
        return reaction
    }

    /// A picture of the feed; for several of them an album a market.
    private func plot(_ alerts: [AlertRecord], _ press: ButtonPress) -> PressPlan? {
        let feeds = Set(alerts.compactMap(\.key.feed).filter(\.endpoint.isSlotted))
        guard let date = alerts.first?.date, !feeds.isEmpty else { return nil }
        return PressPlan {
            var reaction = Reaction()
            for market in AlgoPackSegment.allCases {
                let own = Feed.all(of: market).filter(feeds.contains)
                guard let first = own.first else { continue }
                let content =
                    own.count == 1
                    ? MessageContent.plot(first, date: date, replyTo: press.caller.messageID)
                    : .delayPlots(market: market, date: date, endpoints: own.map(\.endpoint))
                reaction.add(press.caller, content, at: press.now)
            }
            return reaction
        }
    }

    private func details(_ alert: AlertRecord, _ press: ButtonPress) async throws -> Reaction {
        var screens: [IncidentDetails] = []
        for member in try await members(of: alert, press.context.store.alerts) {
            let events = try await press.context.store.alerts.events(member.id)
            screens.append(IncidentDetails(alert: member, events: events, now: press.now, wording: press.wording))
        }
        var reaction = Reaction()
        let message = RenderedMessage(
            html: screens.map(\.html).joined(separator: "\n\n"),
            keyboard: screens.first?.keyboard ?? [],
            replyTo: press.caller.messageID
        )
        reaction.add(press.caller, .text(message), at: press.now)
        return reaction
    }
}

extension IncidentAction {
    /// Looking is for everybody with a role; acting is not.
    var role: Role {
        switch self {
        case .plot, .details: .viewer
        case .take, .takeOne, .mute, .unmute, .recheck, .release, .close, .reopen, .pick, .give: .operator
        }
    }
}

extension PressPlan {
    init(toast: String? = nil, _ effect: @escaping @Sendable () async throws -> Reaction) {
        self.init(toast: toast, isAlert: false, effect: effect)
    }
}
