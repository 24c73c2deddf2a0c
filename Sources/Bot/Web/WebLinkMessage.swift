import Market
import Operations
import Store

/// The message with the link to the dashboard, drawn at the moment of its delivery.
///
/// The store keeps only the digest of what the link holds. Should the answer to a sending not come, the next attempt draws another one, and
/// the one before is good for its quarter of an hour too, for the same person.
struct WebLinkMessage: Sendable {
    let store: OperationsStore
    let options: BotOptions

    /// - Returns: nothing where the person has no role any more, or there is no dashboard.
    func outgoing(_ person: Int64, _ name: String, _ wording: Wording, at now: Timestamp) async throws -> Outgoing {
        guard let address = options.dashboard else { return .nothing("the dashboard is not served") }
        let granted: AccessGranting.Granted
        do {
            granted = try await AccessGranting(store: store, random: options.random, at: now).make(
                .link,
                for: person,
                role: nil,
                label: "/web",
                lasting: options.webLinkLife,
                by: "\(person) \(name)",
                appointed: options.admins
            )
        } catch let error as StoreError where error.kind == .noRight {
            return .nothing(error.detail)
        }
        let time = wording.moscow(granted.key.expiresAt, today: MoscowTime.date(of: now))
        let lines = [
            wording.html(WebPhrase.link, ["role": wording.name(granted.role), "time": time]),
            HTMLText.escape(granted.link(to: address)),
        ]
        return .text(RenderedMessage(html: lines.joined(separator: "\n")), editing: nil, showing: nil)
    }
}

extension AccessGranting.Granted {
    fileprivate var role: Role { key.role }
}
