import Market
import Operations
import Platform
import Store

/// Reads what happens once for all who look on, and keeps the latest of it.
actor EventHub {
    /// What is kept for followers that are a little behind.
    private static let kept = 1_000
    /// What is read at a time; whoever is farther behind begins anew.
    static let mostMissed = 500
    /// The shortest time between two words that something was written.
    private static let refreshPause = Duration.seconds(1)

    private let store: OperationsStore
    private var place: EventPlace?
    private var events: [ProductEvent] = []
    /// The number of the first event kept, counted from the beginning of this process.
    private var first = 0
    private var waiting: [ObjectIdentifier: Wakeup] = [:]

    init(store: OperationsStore) {
        self.store = store
    }

    /// Follows the store until it is cancelled.
    func run() async throws {
        var version = try await store.dataVersion()
        place = try await EventPlace(of: store)
        for loop in waiting.values { loop.call() }
        let wall = SystemClock()
        let signal = await store.commits()
        let loop = Wakeup()
        defer { loop.endAlarm() }
        try await signal.waking(loop) {
            while true {
                try Task.checkCancellation()
                let count = loop.count
                let present = try await store.dataVersion()
                if present != version {
                    version = present
                    try await look()
                    // A burst of commits is one word.
                    try await wall.sleep(for: Self.refreshPause)
                }
                loop.call(at: wall.now + signal.safetyNet, of: wall)
                await loop.wait(after: count)
            }
        }
    }

    private func look() async throws {
        guard var start = place else { return }
        var isMore = true
        while isMore {
            let new = try await store.events(after: start, limit: Self.mostMissed)
            isMore = new.count >= Self.mostMissed
            start = new.compactMap(\.place).last ?? start
            place = start
            events += new
        }
        events.append(ProductEvent(kind: .refresh, data: [:], place: nil))
        if events.count > Self.kept {
            first += events.count - Self.kept
            events.removeFirst(events.count - Self.kept)
        }
        for loop in waiting.values { loop.call() }
    }

    /// Sends one follower what happens, from a place on, until it leaves.
    ///
    /// - Parameter last: where it broke off; nil begins now.
    func follow(
        from last: EventPlace?,
        as role: Role,
        _ send: @Sendable (ProductEvent) async throws -> Void
    ) async throws {
        let loop = Wakeup()
        let key = ObjectIdentifier(loop)
        waiting[key] = loop
        defer { waiting[key] = nil }
        while place == nil {
            let count = loop.count
            if place == nil { await loop.wait(after: count) }
            try Task.checkCancellation()
        }
        // Both at one moment, so that nothing lies between what is caught up with and what follows.
        var next = first + events.count
        if let last, let present = place, last != present { try await catchUp(from: last, to: present, as: role, send) }
        while true {
            let count = loop.count
            while next < first + events.count {
                if next < first {
                    try await send(ProductEvent(kind: .reset, data: [:], place: place))
                    next = first + events.count
                    break
                }
                let event = events[next - first]
                next += 1
                // A follower may have come from a hub that was ahead of this one.
                let isKnown = event.place.map { place in last.map { place.isCovered(by: $0) } ?? false } ?? false
                if event.role <= role, !isKnown { try await send(event) }
            }
            await loop.wait(after: count)
            try Task.checkCancellation()
        }
    }

    private func catchUp(
        from last: EventPlace,
        to present: EventPlace,
        as role: Role,
        _ send: @Sendable (ProductEvent) async throws -> Void
    ) async throws {
        let missed = try await store.events(after: last, limit: Self.mostMissed)
        // A store that was put back is behind its followers.
        let stored = try await EventPlace(of: store)
        let isAhead = last.alert > stored.alert || last.audit > stored.audit
        guard !isAhead, missed.count < Self.mostMissed else {
            try await send(ProductEvent(kind: .reset, data: [:], place: present))
            return
        }
        for event in missed where event.role <= role {
            // What is newer follows by itself.
            guard let place = event.place, place.isCovered(by: present) else { continue }
            try await send(event)
        }
    }
}
