import Market
import Store

/// Decides what a choice means for one day of one market.
struct EditPlanner {
    enum Plan: Equatable {
        case edit(DayEdit)
        /// The edit layer says so already.
        case saidAlready
        case passedOver
        case impossible
    }

    let snapshot: CalendarSnapshot
    let choice: DayChoice
    let author: String
    let now: Timestamp

    func plan(_ market: AlgoPackSegment, _ date: CivilDate, in span: DateSpan) -> Plan {
        let edited = snapshot.calendar.day(date, market).statements.first { $0.layer == .edit }
        switch choice {
        case .automatic: return edited == nil ? .saidAlready : .edit(.clear(market, date))
        case .kind(let kind): return say(kind, nil, market, date, in: span, over: edited)
        case .short(let close): return short(close, market, date, in: span, over: edited)
        case .copy(let source):
            guard source != market else { return .saidAlready }
            let day = snapshot.calendar.day(date, source)
            let note = "= \(source)"
            switch day.kind {
            case .unknown: return .impossible
            case .short:
                guard let close = day.sessions.last?.close else { return .impossible }
                return short(close, market, date, in: DateSpan(date), over: edited, note: note)
            case .normal, .closed, .transferred, .weekendSession:
                return say(day.kind, nil, market, date, in: DateSpan(date), over: edited, note: note)
            }
        }
    }

    private func short(
        _ close: TimeOfDay,
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        in span: DateSpan,
        over edited: CalendarStatement?,
        note: String = ""
    ) -> Plan {
        let usual = snapshot.calendar.profile(market, on: date)?.sessions ?? []
        let cut = usual.closing(at: close)
        guard !cut.isEmpty, cut != usual else { return .impossible }
        return say(.short, cut, market, date, in: span, over: edited, note: note)
    }

    private func say(
        _ kind: DayKind,
        _ sessions: [TradingSession]?,
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        in span: DateSpan,
        over edited: CalendarStatement?,
        note: String = ""
    ) -> Plan {
        guard kind.isMeant(date, in: span) else { return .passedOver }
        let usual = snapshot.calendar.profile(market, on: date)?.sessions(of: kind) ?? []
        guard kind == .closed || sessions != nil || !usual.isEmpty else { return .impossible }
        if let edited, edited.kind == kind, edited.sessions == sessions { return .saidAlready }
        return .edit(
            .say(
                CalendarStatement(
                    market: market,
                    date: date,
                    layer: .edit,
                    kind: kind,
                    sessions: sessions,
                    author: author,
                    note: note,
                    saidAt: now
                )
            )
        )
    }
}
