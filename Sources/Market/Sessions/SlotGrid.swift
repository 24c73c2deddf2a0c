/// The five-minute labels that a feed publishes on one day (docs/reference/algopack.md, Slot grids).
///
/// In general a session from open to close gives the labels open + 5 min … close. A profile's ``SlotEdge`` moves the first
/// or last label of an endpoint, but only where the day's session still opens (closes) when the profile says so: on a
/// short day the general rule holds for the changed end.
package struct SlotGrid: Hashable, Sendable {
    /// Consecutive labels that belong to one session.
    package struct Run: Hashable, Sendable {
        package let session: TradingSession
        package let first: TimeOfDay
        package let last: TimeOfDay

        package var labels: [TimeOfDay] {
            stride(from: first.secondOfDay, through: last.secondOfDay, by: SlotGrid.step)
                .compactMap(TimeOfDay.init(secondOfDay:))
        }
    }

    /// The label of the day's only hi2 rows.
    static let hi2Label = TimeOfDay(hour: 18, minute: 40)

    static let step = Int(Slot.length.wholeSeconds)

    package let runs: [Run]

    /// Builds the grid from the day's sessions; `profile` is the one in force on the day.
    package init(_ endpoint: Endpoint, sessions: [TradingSession], profile: SessionProfile?) {
        if endpoint == .hi2 {
            runs = Self.hi2Run(sessions)
            return
        }
        let usual = (profile?.sessions ?? []) + (profile?.weekendSessions ?? [])
        runs = sessions.compactMap { session in
            let model = usual.first { $0.name == session.name }
            let edge = profile?.slotEdges.first { $0.endpoint == endpoint && $0.session == session.name }
            let first = model?.open == session.open ? edge?.first : nil
            let last = model?.close == session.close ? edge?.last : nil
            return Self.run(session, first: first, last: last)
        }
    }

    /// Every label the exchange is expected to publish, ascending.
    package var labels: [TimeOfDay] {
        runs.flatMap(\.labels)
    }

    /// The labels that end inside a session: those that come while the market is watched.
    package var labelsInSession: [TimeOfDay] {
        runs.flatMap { run in run.labels.filter { run.session.open < $0 && $0 <= run.session.close } }
    }

    private static func run(_ session: TradingSession, first: TimeOfDay?, last: TimeOfDay?) -> Run? {
        let opening = (session.open.secondOfDay + step - 1) / step * step + step
        let closing = session.close.secondOfDay / step * step
        guard let first = first ?? TimeOfDay(secondOfDay: opening), let last = last ?? TimeOfDay(secondOfDay: closing),
            first <= last
        else { return nil }
        return Run(session: session, first: first, last: last)
    }

    /// One label on a day whose main trading includes 18:40; whether weekend sessions have hi2 is not documented.
    private static func hi2Run(_ sessions: [TradingSession]) -> [Run] {
        guard let label = hi2Label,
            let session = sessions.first(where: { $0.name != .weekend && $0.contains(label) })
        else { return [] }
        return [Run(session: session, first: label, last: label)]
    }
}
