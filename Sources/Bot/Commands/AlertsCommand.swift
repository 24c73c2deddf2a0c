import Market
import Operations
import Store

/// `/alerts [DATE] [FEED]`: what is open, and what was closed today; of another day, what was told on it.
///
/// Alerts that share a message are one line.
struct AlertsCommand: ChatCommand {
    let name = "alerts"
    let summary = CommandPhrase.alertsSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let today = request.context.today
        let wish = FeedWish(request.call.arguments, today: today)
        if let word = wish.rest.first { return request.reply(request.wording.html(noDate: word)) }
        let date = wish.date ?? today
        let store = request.context.store
        let firing = try await store.alerts.open().filter { $0.firedAt != nil }
        let open = try await SharedMessage.goingOn(firing, store.alerts, request.wording).filter { message in
            message.isMeant(by: wish) && (date == today || message.alerts.contains { $0.date == date })
        }
        let all = try await store.alerts.all(on: date)
        var closed: [SharedMessage] = []
        for var message in SharedMessage.all(all.filter { $0.state == .resolved && $0.closing != .unconfirmed })
        // What of a message goes on has its line already.
        where message.isMeant(by: wish) && !open.contains(where: { $0.id == message.id }) {
            try await message.complete(from: store.alerts)
            for index in message.alerts.indices {
                message.alerts[index] = try await message.alerts[index].withoutLateSlots(store.feeds)
            }
            closed.append(message)
        }
        // A closing by hand mends nothing.
        let ailing = SharedMessage.all(all.filter { $0.isClosedByHand && !$0.isAfterClose(at: request.now) })
            .filter { date == today && $0.isMeant(by: wish) }
        let list = AlertsList(
            date: date == today ? nil : date,
            open: open,
            ailing: ailing.map(\.id),
            closed: closed,
            now: request.now,
            wording: request.wording
        )
        return request.reply(list.html)
    }
}
