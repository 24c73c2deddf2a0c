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
        case .plot: return plot(alert, press)
        case .details: return PressPlan { try await details(alert, press) }
        case .take, .takeOne, .mute, .unmute, .recheck: break
        }
        guard try await isActionable(alert, press.context.store.alerts) else {
            return .refusal(wording.text(CommonPhrase.refusedClosed))
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
        guard alert.groupID == alert.id else { return false }
        return try await alerts.open().contains { $0.groupID == alert.id }
    }

    private func post(_ action: IncidentAction, _ alert: AlertRecord, _ press: ButtonPress) async throws -> Reaction {
        var reaction = Reaction()
        // What comes of it shows in the message itself.
        func post(_ command: SchedulerCommand, _ name: String) {
            reaction.post(
                command,
                by: press.caller,
                action: name,
                object: "#A\(alert.id) \(alert.key)",
                saysSuccess: false,
                patience: press.context.options.schedulerPatience,
                at: press.now
            )
        }
        switch action {
        case .take: post(.alert(.acknowledge(alert: alert.id)), "alert.take")
        case .takeOne: post(.alert(.acknowledgeOne(alert: alert.id)), "alert.take")
        case .mute(let span): post(.alert(.silenceAlert(alert: alert.id, until: span)), "alert.silence")
        case .recheck: post(.alert(.recheck(alert: alert.id)), "alert.recheck")
        case .unmute:
            for silence in try await press.context.store.alerts.activeSilences(at: press.now)
            where silence.covers(alert.key, at: press.now) {
                post(.alert(.endSilence(id: silence.id)), "silence.end")
            }
        case .plot, .details: break
        }
        return reaction
    }

    private func plot(_ alert: AlertRecord, _ press: ButtonPress) -> PressPlan? {
        guard let feed = alert.key.feed, feed.endpoint.isSlotted else { return nil }
        return PressPlan {
            var reaction = Reaction()
            let content = MessageContent.plot(feed, date: alert.date.description, replyTo: press.caller.messageID)
            reaction.add(press.caller, content, at: press.now)
            return reaction
        }
    }

    private func details(_ alert: AlertRecord, _ press: ButtonPress) async throws -> Reaction {
        let events = try await press.context.store.alerts.events(alert.id)
        let screen = IncidentDetails(alert: alert, events: events, now: press.now, wording: press.wording)
        var reaction = Reaction()
        let message = RenderedMessage(html: screen.html, keyboard: screen.keyboard, replyTo: press.caller.messageID)
        reaction.add(press.caller, .text(message), at: press.now)
        return reaction
    }
}

extension IncidentAction {
    /// Looking is for everybody with a role; acting is not.
    var role: Role {
        switch self {
        case .plot, .details: .viewer
        case .take, .takeOne, .mute, .unmute, .recheck: .operator
        }
    }
}

extension PressPlan {
    init(toast: String? = nil, _ effect: @escaping @Sendable () async throws -> Reaction) {
        self.init(toast: toast, isAlert: false, effect: effect)
    }
}
