import Market
import Operations
import Platform
import Store

/// How far a follower has come: the last of each kind that it has seen.
///
/// It is the store's numbers, so a restart of the process loses no follower's place.
struct EventPlace: Hashable, Sendable, CustomStringConvertible {
    /// The last change of an alert, and the last line of the audit trail.
    var alert, audit: Int64
    /// When the last run ended.
    var run: Timestamp

    init(alert: Int64, audit: Int64, run: Timestamp) {
        self.alert = alert
        self.audit = audit
        self.run = run
    }

    /// Where the store is now.
    init(of store: OperationsStore) async throws {
        alert = try await store.alerts.lastEventID()
        audit = try await store.audit.lastID()
        run = try await store.jobs.lastEnd() ?? Timestamp(seconds: 0)
    }

    /// Reads what ``description`` wrote; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 3, let alert = parts[0], let audit = parts[1], let run = parts[2], alert >= 0, audit >= 0,
            run >= 0
        else { return nil }
        self.init(alert: alert, audit: audit, run: Timestamp(milliseconds: run))
    }

    /// True where whoever has come as far as the other has seen this.
    func isCovered(by other: EventPlace) -> Bool {
        alert <= other.alert && audit <= other.audit && run <= other.run
    }

    /// `12.40.1732700000000`.
    var description: String { "\(alert).\(audit).\(run.milliseconds)" }
}

/// Something that happened, for whoever looks on.
struct ProductEvent: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case alert, run, audit
        /// The follower has been away for too long: it is to read everything anew.
        case reset
        /// Something else was written, such as slots: what is shown may be out of date.
        case refresh
    }

    let kind: Kind
    let data: JSON
    /// Where a follower is that has seen this one; nil leaves its place.
    let place: EventPlace?
    /// Whose eyes it is for.
    var role = Role.viewer

    var sent: ServerSentEvent {
        ServerSentEvent(data.text, event: kind.rawValue, id: place.map { "\($0)" })
    }
}

extension OperationsStore {
    /// What has happened since a place, at most so many of each kind, in an order that leads from place to place.
    func events(after start: EventPlace, limit: Int) async throws -> [ProductEvent] {
        var place = start
        var events: [ProductEvent] = []
        for change in try await alerts.events(after: start.alert, limit: limit) {
            place.alert = change.id
            var data = change.json
            if let alert = try await alerts.alert(change.alert) { data = data.setting("record", to: alert.json) }
            events.append(ProductEvent(kind: .alert, data: data, place: place))
        }
        for run in try await jobs.ended(after: start.run, limit: limit) {
            place.run = max(place.run, run.finishedAt ?? place.run)
            events.append(ProductEvent(kind: .run, data: run.json, place: place))
        }
        for line in try await audit.lines(after: start.audit, limit: limit) {
            place.audit = line.id
            events.append(ProductEvent(kind: .audit, data: line.json, place: place, role: .admin))
        }
        return events
    }
}
