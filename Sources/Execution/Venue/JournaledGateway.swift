package import Market
package import Platform

/// The engine's way to a venue with the journal between them: what is intended is on the disk before it is sent, what is reported before it is
/// booked.
///
/// The engine's one thread calls ``flush(to:at:)`` after each event; the order of the records is the order in which the engine has done
/// things. A paper venue is gone with its process, so that nothing can be lost between it and the journal: its reports are booked at once, and a
/// replay of the same events gives the same orders.
package final class JournaledGateway: OrderGateway {
    private enum Request {
        case submit(OrderRequest)
        case cancel(OrderID, InstrumentSlot)
        case ask(OrderID, InstrumentSlot)
    }

    private let inner: any OrderGateway
    private let instruments: InstrumentTable
    private let writesAhead: Bool
    /// Happened, and not on the disk yet.
    private var records: [ExecutionRecord] = []
    /// Wait for the records before them.
    private var requests: [(request: Request, at: Timestamp)] = []
    /// On the disk, and not booked yet.
    private var reports = RingQueue<ExecutionReport>()
    /// Parts that were reported: asked again, a broker tells all of an order.
    private var known = Remembered<OrderLedger.FillKey, OrderLedger.FillKey>(most: 4_096)
    /// The last record that is on the disk, of those that went through here.
    package private(set) var record: UInt64

    /// - Parameters:
    ///   - writesAhead: false for a paper venue.
    ///   - record: with which the journal ends.
    package init(_ inner: any OrderGateway, _ instruments: InstrumentTable, writesAhead: Bool, record: UInt64) {
        self.inner = inner
        self.instruments = instruments
        self.writesAhead = writesAhead
        self.record = record
    }

    // MARK: The engine's requests

    package func submit(_ request: OrderRequest, at now: Timestamp) {
        records.append(.intent(request, instruments[request.slot].id, at: now))
        pass(.submit(request), at: now)
    }

    package func cancel(_ order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {
        pass(.cancel(order, slot), at: now)
    }

    package func ask(about order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {
        pass(.ask(order, slot), at: now)
    }

    package func nextReport(until now: Timestamp) -> ExecutionReport? {
        if writesAhead { return reports.popFirst() }
        guard let report = inner.nextReport(until: now) else { return nil }
        records.append(.report(report, instruments[report.slot].id))
        return report
    }

    /// Journals something that is neither an intent nor a report: a halt, a day, a wish.
    package func note(_ record: ExecutionRecord) {
        records.append(record)
    }

    // MARK: The journal

    /// Whether everything that happened is on the disk and booked: then a checkpoint may be made.
    package var isSettled: Bool { records.isEmpty && requests.isEmpty && reports.first == nil }

    /// Whether there are reports to be booked now.
    package var hasReports: Bool { reports.first != nil }

    /// Writes what happened, then sends what waited for that.
    ///
    /// - Returns: What was written; then ``hasReports`` may be so.
    /// - Throws: ``JournalError``: nothing that waited has been sent, and nothing may be sent any more.
    package func flush(to log: any RecordLog, at now: Timestamp) async throws(JournalError) -> [ExecutionRecord] {
        var arrived: [ExecutionReport] = []
        if writesAhead {
            while let report = inner.nextReport(until: now) {
                if case .filled(let fill) = report.event, !isNew(fill) { continue }
                records.append(.report(report, instruments[report.slot].id))
                arrived.append(report)
            }
        }
        let written = records
        if !written.isEmpty {
            records.removeAll(keepingCapacity: true)
            record = try await log.append(contentsOf: written.map(\.payload))
        }
        let waiting = requests
        requests.removeAll(keepingCapacity: true)
        for (request, at) in waiting { send(request, at: at) }
        for report in arrived { reports.append(report) }
        return written
    }

    // MARK: Inner

    private func isNew(_ fill: Fill) -> Bool {
        let key = OrderLedger.FillKey(order: fill.order, number: fill.number)
        defer { known.set(key, key) }
        return known[key] == nil
    }

    private func pass(_ request: Request, at now: Timestamp) {
        if writesAhead { requests.append((request, now)) } else { send(request, at: now) }
    }

    private func send(_ request: Request, at now: Timestamp) {
        switch request {
        case .submit(let order): inner.submit(order, at: now)
        case .cancel(let id, let slot): inner.cancel(id, of: slot, at: now)
        case .ask(let id, let slot): inner.ask(about: id, of: slot, at: now)
        }
    }
}
