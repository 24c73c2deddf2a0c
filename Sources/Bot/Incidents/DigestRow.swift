import Store

/// What several alerts of one feed come to in the table of a message: the worst of them.
struct DigestRow {
    private(set) var worst: AlertRecord
    /// What goes on of the feed.
    private(set) var open: [AlertRecord]

    init(_ alert: AlertRecord, isOpen: Bool) {
        worst = alert
        open = isOpen ? [alert] : []
    }

    mutating func add(_ alert: AlertRecord, isOpen: Bool) {
        let wasOpen = open.contains { $0.id == worst.id }
        if isOpen { open.append(alert) }
        if isOpen == wasOpen ? alert.gravity > worst.gravity : isOpen { worst = alert }
    }

    /// Who has all of it; nil where somebody is needed, or nothing goes on.
    var taker: String? { untaken == nil ? open.last?.acknowledgedBy : nil }

    /// The worst of what goes on that nobody has taken.
    var untaken: AlertRecord? { open.filter { $0.acknowledgedBy == nil }.max { $0.gravity < $1.gravity } }
}

extension AlertRecord {
    /// Of two alerts of one feed that both go on, or are both over, the one that a reader has to know of.
    fileprivate var gravity: Int {
        let ending =
            switch closing {
            // Where all slots came after all there was nothing.
            case _ where key.rule.listsGaps && facts.slots.isEmpty: 0
            case .sessionClosed: 3
            // Slots that never came stay absent, whatever has recovered; a fault that somebody has closed may go on.
            case .withdrawn: key.rule.listsGaps ? 1 : 2
            case .recovered, .unconfirmed, nil: key.rule.listsGaps ? 1 : 0
            }
        let rank = AlertSeverity.allCases.firstIndex(of: severity) ?? 0
        return state.isOpen ? rank : ending
    }
}
