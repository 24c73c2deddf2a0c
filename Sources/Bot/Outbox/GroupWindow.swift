import Market

/// What was sent to a group within a window, and when the next message of a share may follow; a pure value.
///
/// Of the messages that a window holds, some are kept for alarms: as many as alarms have not used in it yet.
struct GroupWindow: Sendable {
    private struct Entry {
        var at: Timestamp
        var share: DeliveryShare
    }

    let limit: Int
    let span: Duration
    private var sent: [Entry] = []

    init(limit: Int, span: Duration) {
        self.limit = limit
        self.span = span
    }

    /// The earliest instant, not before `now`, at which so many messages of the share fit.
    func readyAt(cost: Int, _ share: DeliveryShare, at now: Timestamp) -> Timestamp {
        // Room changes only when something leaves the window.
        let instants = [now] + sent.map { $0.at + span }.filter { $0 > now }
        return instants.first { fits(cost, share, at: $0) } ?? now
    }

    mutating func add(_ cost: Int, _ share: DeliveryShare, at now: Timestamp) {
        sent.removeAll { $0.at + span <= now }
        sent += Array(repeating: Entry(at: now, share: share), count: cost)
    }

    /// Takes back the latest of a share.
    mutating func remove(_ cost: Int, _ share: DeliveryShare) {
        for _ in 0..<cost {
            guard let index = sent.lastIndex(where: { $0.share == share }) else { return }
            sent.remove(at: index)
        }
    }

    /// Takes everything back that is counted from a time that a clock, since set back, showed.
    mutating func setBack(by step: Duration) {
        sent = sent.map { Entry(at: $0.at - step, share: $0.share) }
    }

    private func fits(_ cost: Int, _ share: DeliveryShare, at instant: Timestamp) -> Bool {
        let present = sent.filter { $0.at + span > instant }
        let alarms = present.count { $0.share.isAlarm && $0.share < share }
        let critical = present.count { $0.share == .critical }
        // Warnings use up what is kept for alarms, but never the part of the critical ones.
        let keptForCritical = share == .critical ? 0 : max(0, DeliveryShare.alarm.keptAhead - critical)
        let kept = max(keptForCritical, share.keptAhead - alarms)
        return present.count + min(cost, limit - share.keptAhead) + kept <= limit
    }
}

extension DeliveryShare {
    /// Messages of a window that are kept for more urgent shares.
    fileprivate var keptAhead: Int {
        switch self {
        case .critical: 0
        case .alarm: 2
        case .report: 4
        case .reply: 6
        case .stranger: 8
        }
    }

    /// Tokens of all chats together that are kept for more urgent shares.
    var keptTokens: Double {
        switch self {
        case .critical: 0
        case .alarm: 1
        case .report, .reply: 2
        case .stranger: 3
        }
    }

    /// Tokens of one chat that are kept for alarms.
    var keptChatTokens: Double { isAlarm ? 0 : 1 }
}
