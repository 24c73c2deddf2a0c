import Market
import Platform

/// Answers AlgoPack and FUTOI routes: which rows are visible now, and which of them are on the page asked for.
struct AlgoPackPages {
    let market: EmbeddedMarket
    let now: Timestamp
    let board: FaultBoard

    static let routes: [Route<ISSPage>] = [
        .any("/datashop/algopack/{market}/{dataset}") { call in Self(call).algoPack(call, secid: nil) },
        .any("/datashop/algopack/{market}/{dataset}/{secid}") { call in
            Self(call).algoPack(call, secid: call.path.text("secid"))
        },
        .any("/analyticalproducts/futoi/securities") { call in Self(call).openInterest(call.query, ticker: nil) },
        .any("/analyticalproducts/futoi/securities/{ticker}") { call in
            Self(call).openInterest(call.query, ticker: call.path.text("ticker"))
        },
    ]

    private init(_ call: ISSCall) {
        market = call.market
        now = call.now
        board = call.board
    }

    /// Nil when there is no such market or data set.
    private func algoPack(_ call: ISSCall, secid: String?) -> [ServedBlock]? {
        guard let market = AlgoPackSegment(call.path.text("market")),
            let dataset = Dataset(rawValue: call.path.text("dataset")),
            dataset != .futoi, dataset != .alerts || market != .currency
        else { return nil }
        let query = call.query
        let (table, total) = page(dataset, market, secid: secid, query, block: "data")
        return [
            ServedBlock("data", table),
            .cursor("data.cursor", index: query.start, total: total),
            .dates("data.dates", from: "2020-01-03", till: MoscowTime.date(of: now).description),
        ]
    }

    /// Open interest has no cursor.
    private func openInterest(_ query: ISSQuery, ticker: String?) -> [ServedBlock] {
        let (table, _) = page(.futoi, .futures, secid: ticker, query, block: "futoi")
        return [
            ServedBlock("futoi", table),
            .dates("futoi.dates", from: "2020-01-03", till: MoscowTime.date(of: now).description),
        ]
    }

    /// A visible slot of a date.
    private struct DatedSlot {
        let date: CivilDate
        let slot: EmbeddedMarket.PublishedSlot
    }

    private func page(
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        secid: String?,
        _ query: ISSQuery,
        block: String
    ) -> (table: Table, total: Int) {
        let faults = board.feedFaults(market, dataset)
        let pageFaults = board.pageFaults(market, dataset, at: now)
        let dates = dates(dataset, market, query, faults)
        var result = Table(
            columns: Column.columns(of: dataset, on: market, date: dates.last ?? MoscowTime.date(of: now))
        )
        var total = 0
        if !pageFaults.contains(where: { $0.kind == .emptyDay }) {
            var slots = dates.flatMap { date in
                self.market.slots(dataset, market, date, at: now, faults: faults).map {
                    DatedSlot(date: date, slot: $0)
                }
            }
            // FUTOI comes newest first, asked for or not.
            if dataset == .futoi || query.isReversed { slots.reverse() }
            if query.isLatest { slots = latest(slots, dataset, market, secid, faults) }
            total = fill(&result, from: slots, dataset, market, secid, faults, query)
        }
        return (spoiled(result, pageFaults), total)
    }

    /// Copies the rows of the page; returns how many rows there are in all.
    private func fill(
        _ result: inout Table,
        from slots: [DatedSlot],
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ secid: String?,
        _ faults: [ScheduledFault],
        _ query: ISSQuery
    ) -> Int {
        let page = query.start..<query.start + query.limit
        let wantsRows = query.wants(dataset == .futoi ? "futoi" : "data") && query.showsRows
        var total = 0
        // The newest slot alone is made first: then its rows need not be counted.
        let only = wantsRows && slots.count == 1 ? slots.first.map { rows($0, dataset, market, secid, faults) } : nil
        for dated in slots {
            let count = only?.rowCount ?? rowCount(dated, dataset, market, secid, faults)
            defer { total += count }
            guard wantsRows, total + count > page.lowerBound, total < page.upperBound else { continue }
            let table = only ?? rows(dated, dataset, market, secid, faults)
            let first = max(0, page.lowerBound - total)
            let last = min(count, page.upperBound - total)
            let width = result.columns.count
            if table.columns == result.columns {
                result.cells.append(contentsOf: table.cells[first * width..<last * width])
            } else {
                // Two dates of one answer may have different columns; the last date decides.
                let fitted = table.selecting(result.columns.map(\.name))
                guard fitted.columns == result.columns else { continue }
                result.cells.append(contentsOf: fitted.cells[first * width..<last * width])
            }
        }
        return total
    }

    /// Only the newest slot in which the wanted instrument has a row.
    private func latest(
        _ slots: [DatedSlot],
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ secid: String?,
        _ faults: [ScheduledFault]
    ) -> [DatedSlot] {
        let newestFirst = slots.sorted { ($0.date, $0.slot.label) > ($1.date, $1.slot.label) }
        return newestFirst.first { hasRows($0, dataset, market, secid, faults) }.map { [$0] } ?? []
    }

    private func hasRows(
        _ dated: DatedSlot,
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ secid: String?,
        _ faults: [ScheduledFault]
    ) -> Bool {
        if secid == nil, faults.isEmpty,
            let answer = self.market.hasGeneratedRows(dataset, market, dated.date, dated.slot)
        {
            return answer
        }
        return rowCount(dated, dataset, market, secid, faults) > 0
    }

    private func rowCount(
        _ dated: DatedSlot,
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ secid: String?,
        _ faults: [ScheduledFault]
    ) -> Int {
        if faults.isEmpty {
            let wanted = secid.map { named($0, dataset, market, on: dated.date) }
            if let count = self.market.generatedRowCount(dataset, market, dated.date, dated.slot, of: wanted) {
                return count
            }
        }
        return rows(dated, dataset, market, secid, faults).rowCount
    }

    private func rows(
        _ dated: DatedSlot,
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ secid: String?,
        _ faults: [ScheduledFault]
    ) -> Table {
        let rows = publishedRows(dated, dataset, market, secid, faults)
        guard self.market.recording?.systime(dataset, market, dated.date, dated.slot.label) != nil else { return rows }
        // Recorded rows of a slot have SYSTIMEs of their own, and none is shown before its.
        let present = MoscowTime.text(now)
        return rows.filtered { row in
            rows.text(dataset.systimeColumn, row: row).map { $0 <= present } ?? true
        }
    }

    private func publishedRows(
        _ dated: DatedSlot,
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ secid: String?,
        _ faults: [ScheduledFault]
    ) -> Table {
        guard let secid else { return self.market.table(dataset, market, dated.date, dated.slot, faults: faults) }
        let hasDrops = faults.contains { $0.fault.kind == .secidDrop }
        let wanted = secid.uppercased()
        if hasDrops {
            let all = self.market.table(dataset, market, dated.date, dated.slot, faults: faults)
            var own = Table(columns: all.columns)
            let name = dataset == .futoi ? "ticker" : "secid"
            for row in 0..<all.rowCount where all.text(name, row: row)?.uppercased() == wanted {
                own.append(all.row(row))
            }
            return own
        }
        return self.market.makeTable(
            dataset,
            market,
            dated.date,
            dated.slot,
            of: named(secid, dataset, market, on: dated.date)
        )
    }

    /// The instrument, or for FUTOI the underlying, of a code; none or one.
    private func named(_ secid: String, _ dataset: Dataset, _ market: AlgoPackSegment, on date: CivilDate)
        -> [Instrument]
    {
        guard dataset == .futoi else { return self.market.instrument(secid, market, on: date).map { [$0] } ?? [] }
        let wanted = secid.uppercased()
        return self.market.instruments(dataset, market, on: date).filter { $0.shortCode.uppercased() == wanted }
    }

    /// The dates asked for; without any, the newest day that has rows.
    private func dates(
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ query: ISSQuery,
        _ faults: [ScheduledFault]
    ) -> [CivilDate] {
        let today = MoscowTime.date(of: now)
        let first = query.date("date") ?? query.date("from")
        let last = query.date("date") ?? query.date("till") ?? query.date("from").map { max($0, today) }
        guard let first = first ?? last, let last else {
            let newest = (0..<31).lazy.map { today.adding(days: -$0) }.first { date in
                !self.market.slots(dataset, market, date, at: now, faults: faults).isEmpty
            }
            return newest.map { [$0] } ?? []
        }
        guard first <= last else { return [] }
        // A year is as far as one request may reach; nothing is published for the future. Alerts are looked for in every
        // minute of every instrument: a week of them takes as long as a year of anything else.
        let end = min(last, today, first.adding(days: dataset == .alerts ? 7 : 366))
        return first <= end ? (first.dayNumber...end.dayNumber).map { CivilDate(dayNumber: $0) } : []
    }

    private func spoiled(_ table: Table, _ faults: [Fault]) -> Table {
        var table = table
        for fault in faults {
            switch fault.kind {
            case .extraColumn:
                var wider = Table(columns: table.columns + [Column(name: fault.column ?? "new_metric", kind: .double)])
                for row in 0..<table.rowCount { wider.append(Array(table.row(row)) + [.decimal(125, scale: 2)]) }
                table = wider
            case .lostColumn:
                let lost = fault.column ?? "val"
                table = table.selecting(table.columns.map(\.name).filter { $0 != lost })
            default: continue
            }
        }
        return table
    }
}
