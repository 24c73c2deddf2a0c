package import Market

/// A fault with the time it lasts.
package struct ScheduledFault: Hashable, Sendable {
    package var fault: Fault
    package var from: Timestamp
    /// Excluded; nil means until somebody ends it.
    package var until: Timestamp?

    package init(_ fault: Fault, from: Timestamp, until: Timestamp? = nil) {
        self.fault = fault
        self.from = from
        self.until = until
    }

    package func contains(_ instant: Timestamp) -> Bool {
        from <= instant && until.map { instant < $0 } ?? true
    }
}

/// The faults that are planned, at work and over; a value that the server asks before it answers.
package struct FaultBoard: Sendable {
    /// A fault under the number by which it can be ended.
    package struct Entry: Hashable, Sendable {
        package let id: Int
        package var scheduled: ScheduledFault
        /// Requests hit so far.
        package var hits = 0
        /// Chat faults happen once; a kick also ends once.
        var isApplied = false
        var isReverted = false
    }

    /// Who is asking, for faults of requests.
    enum Subject: Hashable {
        case login, calendar, otherRoute
        /// The Korea Exchange.
        case korea
        case feed(AlgoPackSegment, Dataset)
        /// A method of the broker.
        case broker(String)
        case method(String, chat: [String])
    }

    package private(set) var entries: [Entry] = []
    private var nextID = 1

    package init() {}

    /// Adds a fault and returns its number.
    package mutating func add(_ scheduled: ScheduledFault) -> Int {
        defer { nextID += 1 }
        entries.append(Entry(id: nextID, scheduled: scheduled))
        return nextID
    }

    /// Ends a fault now; false when there is none of this number that still lasts.
    package mutating func end(_ id: Int, at now: Timestamp) -> Bool {
        guard let index = entries.firstIndex(where: { $0.id == id }) else { return false }
        let scheduled = entries[index].scheduled
        guard scheduled.until.map({ now < $0 }) ?? true else { return false }
        entries[index].scheduled.until = max(now, scheduled.from)
        return true
    }

    package mutating func endAll(at now: Timestamp) {
        for entry in entries { _ = end(entry.id, at: now) }
    }

    /// The faults that shape what a feed publishes, in the order they were added.
    func feedFaults(_ market: AlgoPackSegment, _ dataset: Dataset) -> [ScheduledFault] {
        entries.map(\.scheduled).filter { $0.fault.kind.sphere == .feed && $0.fault.target.covers(market, dataset) }
    }

    /// The faults that change a page asked for now.
    func pageFaults(_ market: AlgoPackSegment, _ dataset: Dataset, at now: Timestamp) -> [Fault] {
        entries.map(\.scheduled)
            .filter { $0.contains(now) && $0.fault.kind.sphere == .page && $0.fault.target.covers(market, dataset) }
            .map(\.fault)
    }

    /// The last moment at which a fault ended all logins; nil when none has.
    func loginsValidSince(_ now: Timestamp) -> Timestamp? {
        entries.map(\.scheduled).filter { $0.fault.kind == .loginExpired && $0.from <= now }.map(\.from).max()
    }

    /// True while keys are refused because of a fault.
    func refusesKeys(at now: Timestamp) -> Bool {
        entries.contains { $0.scheduled.fault.kind == .loginExpired && $0.scheduled.contains(now) }
    }

    /// The first fault that hits a request now; counts the hit.
    mutating func hit(_ subject: Subject, at now: Timestamp) -> Fault? {
        for index in entries.indices {
            let entry = entries[index]
            guard entry.scheduled.contains(now), entry.scheduled.fault.kind.sphere == .request,
                entry.scheduled.fault.times.map({ entry.hits < $0 }) ?? true,
                Self.target(entry.scheduled.fault.target, covers: subject)
            else { continue }
            entries[index].hits += 1
            return entry.scheduled.fault
        }
        return nil
    }

    mutating func countHit(_ index: Int) {
        entries[index].hits += 1
    }

    /// Chat faults whose beginning or end has come since the last question.
    mutating func dueChatFaults(at now: Timestamp) -> [(fault: Fault, isEnd: Bool)] {
        var due: [(Fault, Bool)] = []
        for index in entries.indices where entries[index].scheduled.fault.kind.sphere == .chat {
            let scheduled = entries[index].scheduled
            if !entries[index].isApplied, scheduled.from <= now {
                entries[index].isApplied = true
                due.append((scheduled.fault, false))
            }
            if entries[index].isApplied, !entries[index].isReverted, let until = scheduled.until, until <= now {
                entries[index].isReverted = true
                due.append((scheduled.fault, true))
            }
        }
        return due
    }

    private static func target(_ target: FaultTarget, covers subject: Subject) -> Bool {
        switch (target, subject) {
        case (.exchange, .login), (.exchange, .calendar), (.exchange, .otherRoute), (.exchange, .feed): true
        case (.login, .login), (.calendar, .calendar), (.korea, .korea): true
        case (_, .feed(let market, let dataset)): target.covers(market, dataset)
        case (_, .broker(let method)): target.coversBroker(method)
        case (.telegram, .method): true
        case (.method(let name), .method(let asked, _)): name == asked
        case (.chat(let chat), .method(_, let names)): names.contains(chat)
        default: false
        }
    }
}
