/// The trading calendar of all markets as a value: dated profiles, and what each layer says of single days.
///
/// The strongest layer that names a day decides: edit, then exchange feed, then bundled file, then the weekday rule.
/// The weekday rule speaks with certainty only for years of which the bundled file names a day of the
/// market: elsewhere a weekday is `.unknown`, with the profile's sessions, so that monitors run and orders stay shut; a
/// weekend is closed, unconfirmed. An exchange feed that says only "trades" does not undo the hours of a day that the
/// bundled file knows to be short.
package struct TradingCalendar: Sendable {
    private struct Key: Hashable {
        let market: AlgoPackSegment
        let dayNumber: Int
    }

    private struct MarketYear: Hashable {
        let market: AlgoPackSegment
        let year: Int
    }

    package let profiles: SessionProfiles
    package let pin: ProfilePin?
    private let statements: [Key: [CalendarStatement]]
    /// Years that the bundled layer covers; true where at least one of its days is confirmed.
    private let coveredYears: [MarketYear: Bool]

    package init(profiles: SessionProfiles, statements: [CalendarStatement], pin: ProfilePin? = nil) {
        self.profiles = profiles
        self.pin = pin
        var grouped: [Key: [CalendarStatement]] = [:]
        var years: [MarketYear: Bool] = [:]
        for statement in statements {
            grouped[Key(market: statement.market, dayNumber: statement.date.dayNumber), default: []].append(statement)
            if statement.layer == .bundled {
                years[MarketYear(market: statement.market, year: statement.date.year), default: false] =
                    years[MarketYear(market: statement.market, year: statement.date.year)] == true
                    || statement.isConfirmed
            }
        }
        self.statements = grouped.mapValues { day in
            day.sorted { ($0.layer, $0.saidAt) > ($1.layer, $1.saidAt) }
        }
        self.coveredYears = years
    }

    package func day(_ date: CivilDate, _ market: AlgoPackSegment) -> TradingDay {
        let all = statements[Key(market: market, dayNumber: date.dayNumber)] ?? []
        let profile = profile(market, on: date)
        guard let winner = Self.winner(of: all) else { return ruleDay(date, market, profile: profile) }
        return TradingDay(
            market: market,
            date: date,
            kind: winner.kind,
            layer: winner.layer,
            isConfirmed: winner.isConfirmed && winner.kind != .unknown,
            author: winner.author,
            note: winner.note,
            sessions: winner.kind == .closed ? [] : winner.sessions ?? profile?.sessions(of: winner.kind) ?? [],
            tradeDate: tradeDate(of: winner),
            statements: all
        )
    }

    /// The nearest earlier day with main trading, or with an unknown weekday; nil when two months have none.
    ///
    /// A weekend session is no trading day of its own: it counts towards the next one.
    package func previousTradingDay(before date: CivilDate, _ market: AlgoPackSegment) -> CivilDate? {
        nearestMainDay(from: date, step: -1, market)
    }

    /// The nearest later day with main trading, or with an unknown weekday; nil when two months have none.
    package func nextTradingDay(after date: CivilDate, _ market: AlgoPackSegment) -> CivilDate? {
        nearestMainDay(from: date, step: 1, market)
    }

    /// How many days in a row, after the given one, are known for certain; counting stops at `limit`.
    package func confirmedDaysAhead(from date: CivilDate, market: AlgoPackSegment, limit: Int = 400) -> Int {
        for count in 0..<limit where !day(date.adding(days: count + 1), market).isConfirmed {
            return count
        }
        return limit
    }

    package func profile(_ market: AlgoPackSegment, on date: CivilDate) -> SessionProfile? {
        profiles.profile(market, on: date, pin: pin)
    }

    private static func winner(of statements: [CalendarStatement]) -> CalendarStatement? {
        guard let strongest = statements.first else { return nil }
        if strongest.layer == .feed, strongest.kind == .normal, strongest.sessions == nil,
            let bundled = statements.first(where: { $0.layer == .bundled }), bundled.kind == .short
        {
            return bundled
        }
        return strongest
    }

    private func ruleDay(_ date: CivilDate, _ market: AlgoPackSegment, profile: SessionProfile?) -> TradingDay {
        let yearIsConfirmed = coveredYears[MarketYear(market: market, year: date.year)]
        let kind: DayKind = date.weekday.isWeekend ? .closed : yearIsConfirmed == nil ? .unknown : .normal
        return TradingDay(
            market: market,
            date: date,
            kind: kind,
            layer: .rule,
            isConfirmed: yearIsConfirmed == true,
            author: "weekday rule",
            note: yearIsConfirmed == nil ? "no calendar for \(date.year) yet" : "",
            sessions: profile?.sessions(of: kind) ?? [],
            tradeDate: kind == .closed ? nil : date,
            statements: []
        )
    }

    private func tradeDate(of statement: CalendarStatement) -> CivilDate? {
        switch statement.kind {
        case .closed: nil
        case .weekendSession: statement.tradeDate ?? nextTradingDay(after: statement.date, statement.market)
        case .normal, .transferred, .short, .unknown: statement.tradeDate ?? statement.date
        }
    }

    /// The longest pause of the exchange in this century was a month (2022); no search goes further than two.
    private func nearestMainDay(from date: CivilDate, step: Int, _ market: AlgoPackSegment) -> CivilDate? {
        for distance in 1...62 {
            let candidate = date.adding(days: step * distance)
            if isMainDay(candidate, market) { return candidate }
        }
        return nil
    }

    /// Decided without `day(_:_:)`, which needs the next main day for a weekend session.
    private func isMainDay(_ date: CivilDate, _ market: AlgoPackSegment) -> Bool {
        guard let winner = Self.winner(of: statements[Key(market: market, dayNumber: date.dayNumber)] ?? []) else {
            return !date.weekday.isWeekend
        }
        return winner.kind != .closed && winner.kind != .weekendSession
    }
}
