import Market
import Operations
import Platform
import Store

/// What happens, as it happens.
struct EventEndpoints: Sendable {
    /// Streams at once: each holds a connection of the server's thousand.
    static let mostFollowers = 400

    let hub: EventHub
    private let followers = Lock(0)

    init(hub: EventHub) {
        self.hub = hub
    }

    var routes: [APIRoute] {
        [
            .get(
                "/api/events",
                "events",
                "Alerts, runs and, for admins, the audit trail as server-sent events; Last-Event-ID goes on where a stream broke off",
                answer: .events
            ) { call in
                let role = try call.holder.role
                let last = try call.request.lastEventID.map { text in
                    guard let place = EventPlace(text) else {
                        throw call.wrong("Last-Event-ID", text, "the id of an event of this stream")
                    }
                    return place
                }
                guard isRoom() else {
                    throw Problem(.tooManyRequests, "\(Self.mostFollowers) streams are open already")
                }
                return .response(
                    ServerSentEvents(clock: SystemClock()).response { writer in
                        defer { followers.withLock { $0 -= 1 } }
                        try await writer.send(
                            ServerSentEvent("{}", event: "hello", retry: .seconds(2))
                        )
                        try await hub.follow(from: last, as: role) { event in
                            try await writer.send(event.sent)
                        }
                    }
                )
            }
        ]
    }

    private func isRoom() -> Bool {
        followers.withLock { count in
            guard count < Self.mostFollowers else { return false }
            count += 1
            return true
        }
    }
}
