import Market
import Monitor
import Store

/// A book with a hand-moved time, and everything it has said.
struct BookBench {
    var book = AlertBook()
    var now = MoscowTime.instant("2024-07-15 10:10:30") ?? Timestamp(seconds: 0)
    /// Unlike the outbox it also keeps what a later draft replaces.
    private(set) var drafts: [OutboxDraft] = []
    private(set) var records: [Int64: AlertRecord] = [:]
    private(set) var silences: [Int64: Silence] = [:]
    let date = CivilDate("2024-07-15") ?? CivilDate(dayNumber: 0)

    mutating func take(_ changes: AlertChanges) {
        for record in changes.alerts { records[record.id] = record }
        for silence in changes.silences { silences[silence.id] = silence }
        drafts += changes.drafts
    }

    mutating func see(_ verdicts: [Verdict], after span: Duration = .minutes(5)) {
        now = now + span
        take(book.observe(verdicts, at: now, date: date))
    }

    mutating func tick(after span: Duration = .minutes(1), in surroundings: AlertSurroundings = AlertSurroundings()) {
        now = now + span
        take(book.tick(at: now, in: surroundings))
    }

    /// A new process with what the store has kept.
    mutating func restart() {
        book = AlertBook(
            open: records.values.filter(\.state.isOpen).sorted { $0.id < $1.id },
            recent: records.values.filter { !$0.state.isOpen }.sorted { $0.id < $1.id },
            silences: silences.values.sorted { $0.id < $1.id },
            nextID: (records.keys.max() ?? 0) + 1,
            nextSilenceID: (silences.keys.max() ?? 0) + 1
        )
    }

    /// What makes a sound or is new: all but edits in place.
    var heard: [String] {
        heard(in: .group)
    }

    /// The same of one chat; escalations belong to both.
    func heard(in chat: ChatTarget) -> [String] {
        drafts.compactMap { draft in
            guard draft.target == chat || draft.content.isEscalation else { return nil }
            return switch draft.content {
            case .incident(let id): draft.priority == .edit ? nil : "post \(id)"
            case .digest(let ids): draft.priority == .edit ? nil : "post digest \(ids)"
            case .incidentReply(let id, let reason): "\(reason.rawValue) \(id)"
            case .notice(.silenceEnded(let tally)): "silenceEnded \(tally.firing) \(tally.closed)"
            case .notice(.silenceLifted(let tally, _)): "silenceLifted \(tally.firing) \(tally.closed)"
            case .notice(let notice): notice.kind.rawValue
            case .hi2Report, .gapLeaders, .gapLeadersAgain, .morning, .shareLevels, .portfolioDay, .delayPlots,
                .text, .position, .tradingDay,
                .invitation, .webLink, .edit, .fade,
                .plot,
                .plotFiles, .dayReport,
                .weekReport:
                nil
            }
        }
    }
}

extension MessageContent {
    fileprivate var isEscalation: Bool {
        if case .incidentReply(_, .escalation) = self { true } else { false }
    }
}
