import Market
package import Store

/// The open alerts with everything needed to decide what to say next; a pure value.
///
/// The scheduler is the only writer of alerts: it loads the book from the store at start, feeds it verdicts, people's wishes
/// and the passing of time, and commits the returned changes in one transaction. A restart therefore says nothing twice.
package struct AlertBook: Sendable {
    /// Open alerts by id.
    package internal(set) var open: [Int64: AlertRecord] = [:]
    /// Silences in force or not yet announced as ended.
    package internal(set) var silences: [Silence] = []
    let options: AlertOptions
    private var nextID: Int64
    private var nextSilenceID: Int64
    /// Turns between bad and good of the last hour, also of alerts already closed.
    var flips: [AlertKey: [Timestamp]] = [:]
    /// All members of each group, open and closed, by the leader's id.
    var groups: [Int64: [Int64]] = [:]
    /// How a group's closed members ended.
    var groupClosings: [Int64: [AlertClosing]] = [:]
    /// Alerts closed while silenced, by silence.
    var closedInSilence: [Int64: Int] = [:]

    /// What was closed by hand and has not been good since; it does not open anew.
    var closedByHand: [AlertKey: AlertRecord] = [:]

    /// What was last seen of it, for whoever opens it again; a new process begins without.
    var seenSinceClosing: [AlertKey: Verdict] = [:]

    /// Missing slots of which an alert that is over has told, with its day: those that follow them are told without them.
    var toldSlots: [AlertKey: (date: CivilDate, slots: Set<TimeOfDay>)] = [:]

    /// Told alerts that are over with slots missing that may still come: their last word is not said yet.
    var unsettled: [Int64: AlertRecord] = [:]

    /// Rebuilds the book from the store.
    ///
    /// - Parameters:
    ///   - recent: alerts closed in the last day; their turns and groups still count.
    ///   - nextID: the first id not yet in the store.
    package init(
        open: [AlertRecord] = [],
        recent: [AlertRecord] = [],
        silences: [Silence] = [],
        nextID: Int64 = 1,
        nextSilenceID: Int64 = 1,
        options: AlertOptions = AlertOptions()
    ) {
        self.options = options
        self.nextID = nextID
        self.nextSilenceID = nextSilenceID
        self.silences = silences.filter { $0.endedAt == nil }
        for record in recent + open {
            let known = flips[record.key] ?? []
            flips[record.key] = (known + record.flips.filter { !known.contains($0) }).sorted()
            if let group = record.groupID { groups[group, default: []].append(record.id) }
        }
        for record in open { self.open[record.id] = record }
        for record in recent {
            guard let closing = record.closing else { continue }
            if record.isClosedByHand { closedByHand[record.key] = record }
            if isUnsettled(record) { unsettled[record.id] = record }
            if closing == .recovered { noteSlots(of: record) }
            if let group = record.groupID { groupClosings[group, default: []].append(closing) }
            guard let closedAt = record.closedAt, isUnheard(record) else { continue }
            if let silence = silence(covering: record.key, at: closedAt) {
                closedInSilence[silence.id, default: 0] += 1
            }
        }
        for group in groups.keys where !open.contains(where: { $0.groupID == group }) { forget(group: group) }
    }

    /// The open alert of a key, if any.
    package func alert(of key: AlertKey) -> AlertRecord? {
        open.values.first { $0.key == key }
    }

    /// Open alerts, oldest first.
    package var ordered: [AlertRecord] {
        open.values.sorted { $0.id < $1.id }
    }

    mutating func takeID() -> Int64 {
        defer { nextID += 1 }
        return nextID
    }

    mutating func takeSilenceID() -> Int64 {
        defer { nextSilenceID += 1 }
        return nextSilenceID
    }

    /// The open members of the group that an id leads; the alert itself where it leads none.
    ///
    /// A group's message carries the leader's number for as long as a member is open, also when the leader is over.
    func openMembers(of id: Int64) -> [AlertRecord] {
        let members = ordered.filter { $0.groupID == id }
        return members.isEmpty ? open[id].map { [$0] } ?? [] : members
    }

    /// A group all of whose members are over has nothing more to say.
    mutating func forget(group: Int64) {
        groups[group] = nil
        groupClosings[group] = nil
    }

    func silence(covering key: AlertKey, at now: Timestamp) -> Silence? {
        silences.filter { $0.covers(key, at: now) }.max { $0.until < $1.until }
    }

    func policy(_ record: AlertRecord) -> AlertPolicy {
        .of(record.key.rule)
    }

    /// Notes a changed alert; a closed one leaves the open set.
    ///
    /// The revision rises in the caller's copy as well: what is queued next is named after the new one, and two messages of
    /// one name would be one message.
    mutating func keep(_ record: inout AlertRecord, in changes: inout AlertChanges) {
        if !changes.alerts.contains(where: { $0.id == record.id }) { record.revision += 1 }
        changes.alerts.removeAll { $0.id == record.id }
        changes.alerts.append(record)
        open[record.id] = record.state.isOpen ? record : nil
    }
}
