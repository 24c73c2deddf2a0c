import Analytics
package import Exchange
package import Market

/// Finds gaps: opens of a day against main-session closes of the trading day before.
package struct GapScanner: Sendable {
    private let history: any ShareHistory
    private let rule: OpenRule

    /// Days in a row of which a calendar may not know whether they are traded; the new year's holidays are ten.
    private static let longestDoubt = 14

    package init(_ history: any ShareHistory, open rule: OpenRule = .open) {
        self.history = history
        self.rule = rule
    }

    /// The gaps of a date of at least `minimum`, a fraction.
    ///
    /// The day before is that of the calendar: Friday for a Monday, the last day traded for the one after a holiday, never a weekend
    /// session. Where the calendar does not know of a weekday whether it is traded, it is if the source has trades of it.
    ///
    /// Closes before a split or a consolidation are told in new shares. Dividends are asked for share by share, of the largest gaps, up or
    /// down. Where the source fails to tell one or the other, or has neither, the scan goes on without and its remarks say so.
    ///
    /// - Parameter remarked: how many of the gaps that pass have their dividends asked for.
    /// - Throws: errors of the source; ``ShareHistoryError`` of kind `noRecording` where the day before has no closes.
    package func scan(
        _ date: CivilDate,
        minimum: Double,
        calendar: TradingCalendar,
        remarked: Int = mostRemarked
    ) async throws -> GapScan {
        let opens = try await history.opens(of: calendar.day(date, .equities), by: rule)
        guard !opens.isEmpty else { return GapScan(date: date, previousDate: nil, compared: 0, gaps: []) }
        var (previousDate, closes) = try await previousCloses(before: date, calendar)
        var remarks = GapRemarks()
        do {
            remarks.splitTrouble = history.silenceOnActions
            for split in try await history.splits() where split.date > previousDate && split.date <= date {
                guard let close = closes[split.secid] else { continue }
                closes[split.secid] = close / split.ratio
                remarks.splits[split.secid] = split
            }
        } catch let error as ExchangeError {
            remarks.splitTrouble = "\(error)"
        }
        let all = OpeningGap.ranked(previousCloses: closes, opens: opens, minimum: -.infinity)
        let gaps = OpeningGap.ranked(previousCloses: closes, opens: opens, minimum: minimum)
        let bySize = gaps.sorted { ($1.fraction.magnitude, $0.secid) < ($0.fraction.magnitude, $1.secid) }.map(\.secid)
        try await addDividends(to: &remarks, of: bySize.prefix(remarked), on: date, calendar)
        if history.silenceOnActions == nil { remarks.unasked = Set(bySize.dropFirst(remarked)) }
        return GapScan(date: date, previousDate: previousDate, compared: all.count, gaps: gaps, remarks: remarks)
    }

    /// Of more gaps nobody reads, and each is a request to the exchange.
    package static let mostRemarked = 20

    /// What each share pays to those who had it before the date, where it trades without that for the first time on it.
    private func addDividends(
        to remarks: inout GapRemarks,
        of shares: ArraySlice<SecID>,
        on date: CivilDate,
        _ calendar: TradingCalendar
    ) async throws {
        for secid in shares {
            guard history.silenceOnActions == nil else {
                remarks.dividendTroubles[secid] = history.silenceOnActions
                continue
            }
            do {
                let gone = try await history.dividends(of: secid).filter { $0.isGone(on: date, calendar) }
                if !gone.isEmpty { remarks.dividends[secid] = gone.reduce(0) { $0 + $1.amount } }
            } catch let error as ExchangeError {
                remarks.dividendTroubles[secid] = "\(error)"
            }
        }
    }

    private func previousCloses(
        before date: CivilDate,
        _ calendar: TradingCalendar
    ) async throws -> (date: CivilDate, closes: [SecID: Double]) {
        var earliest = date
        for _ in 0..<Self.longestDoubt {
            guard let candidate = calendar.previousTradingDay(before: earliest, .equities) else { break }
            let day = calendar.day(candidate, .equities)
            let closes = try await history.closes(of: day)
            if !closes.isEmpty { return (candidate, closes) }
            earliest = candidate
            guard day.kind == .unknown else { break }
        }
        throw ShareHistoryError(
            .noRecording,
            "no close of \(earliest), the trading day before \(date): without it no gap can be told"
        )
    }
}
