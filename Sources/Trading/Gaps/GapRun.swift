import Exchange
import Market
import Platform
import Scheduling
import Store

/// The daily gap scan and its second look: asks, writes the log lines of seed 000, keeps a row for each leader.
///
/// Nothing is asked twice, and a share whose levels cannot be had does not keep the others from theirs.
struct GapRun: Sendable {
    let services: any GapServices
    let store: GapStore
    let options: GapOptions
    let clock: any MarketClock
    let log: Log
    /// Takes what a recording does not hold; nil where the prices are the exchange's.
    var missing: MissingRecordings?

    /// Finds the day's leaders and their levels.
    ///
    /// The chat sees them in the message of the day's opening, where it has one, and the levels of the second look after them: at
    /// 10:00 they rest on a minute of trading at best.
    ///
    /// - Throws: what the scanner failed with; the run has then failed.
    func scan(on date: CivilDate, request: String) async throws -> RunResult {
        let found: [GapFinding]
        do {
            found = try await services.gaps(minimum: options.minimumGap, on: date)
        } catch let error as ShareHistoryError where error.kind == .noRecording {
            guard let missing else { throw error }
            missing.add(GapJobs.scanID, "\(error)")
            return RunResult("not recorded: \(error)")
        }
        // Another scanner may send more than was asked for, such as the largest gap of a day without any.
        let leaders =
            found
            .filter { $0.gap > 0 && $0.gap >= options.minimumGap - 1e-12 }
            .sorted { ($1.gap, $0.ticker) < ($0.gap, $1.ticker) }
            .prefix(options.leaders)
        var batch = StoreBatch()
        batch.gaps.replacedDay = date
        var lines: [String] = []
        for (index, gap) in leaders.enumerated() {
            lines.append(tell("Лидер по гэпу: \(gap.ticker)  gap=\(Self.percent(gap.gap))%"))
            var leader = GapLeader(
                date: date,
                ticker: gap.ticker,
                place: index + 1,
                uid: gap.uid,
                previousClose: gap.previousClose,
                open: gap.open,
                gap: gap.gap,
                lookedAt: clock.now
            )
            leader.split = gap.split
            if let split = gap.split {
                lines.append(tell("\(gap.ticker): split \(split), the close before is in new shares"))
            }
            leader.dividend = gap.dividend
            leader.doubts = gap.doubts
            if let dividend = leader.dividend {
                lines.append(tell("\(gap.ticker): ex-dividend, \(GroupedNumber.text(dividend, decimals: 2)) a share"))
            }
            let (known, line) = try await looked(at: leader)
            lines.append(line)
            batch.gaps.leaders.append(known)
        }
        batch.outbox.drafts.append(draft(of: date, "", request))
        guard !leaders.isEmpty else {
            return RunResult("no gap of \(Self.percent(options.minimumGap))% or more on \(date)", writing: batch)
        }
        return RunResult(lines.joined(separator: "; "), writing: batch)
    }

    /// Works out the levels of the day's leaders anew.
    ///
    /// - Parameters:
    ///   - atAll: false to look only at those that have no band yet; where nothing came of it the chat hears nothing.
    ///   - isLast: true where nobody looks again, so that a leader without candles is told with the time up to which it had none.
    func lookAgain(on date: CivilDate, request: String, atAll: Bool, isLast: Bool) async throws -> RunResult {
        let leaders = try await store.leaders(on: date)
        guard !leaders.isEmpty else { return RunResult("no leaders on \(date)") }
        let wanting = atAll ? leaders : leaders.filter(\.mayHaveMore)
        guard !wanting.isEmpty else { return RunResult("the levels are known") }
        var batch = StoreBatch()
        var lines: [String] = []
        var isNews = atAll
        for leader in wanting {
            var (known, line) = try await looked(at: leader)
            // What was known stays where the second look fails.
            if known.levels == nil { known.levels = leader.levels }
            lines.append(line)
            if known.levels != leader.levels || known.failure != leader.failure || isLast && known.levels == nil {
                isNews = true
            }
            batch.gaps.leaders.append(known)
        }
        guard isNews else { return RunResult(lines.joined(separator: "; ")) }
        batch.outbox.drafts.append(draft(of: date, ":again:\(clock.now.milliseconds)", request))
        return RunResult(lines.joined(separator: "; "), writing: batch)
    }

    /// What the scan left and nobody has seen yet is replaced by the second look; whoever asks for a run gets a message of it.
    private func draft(of date: CivilDate, _ look: String, _ request: String) -> OutboxDraft {
        OutboxDraft(
            dedupeKey: "gaps:\(date)" + (request.isEmpty ? look : request),
            content: request.isEmpty
                ? .gapLeadersAgain(date: date) : .gapLeaders(date: date),
            priority: .report,
            coalesceKey: "gaps:\(date)",
            expiresAt: clock.now + Self.interest
        )
    }

    /// How long anybody cares about the open of a day.
    private static let interest = Duration.hours(4)

    /// The leader with its levels, and what there is to say of them.
    private func looked(at leader: GapLeader) async throws -> (leader: GapLeader, line: String) {
        var leader = leader
        leader.lookedAt = clock.now
        leader.failure = ""
        leader.levels = nil
        do {
            let gap = GapFinding(
                ticker: leader.ticker,
                uid: leader.uid,
                previousClose: leader.previousClose,
                open: leader.open,
                gap: leader.gap
            )
            guard let found = try await services.levels(of: gap, on: leader.date) else {
                return (leader, tell("\(leader.ticker) VWAP=—: no candles yet"))
            }
            leader.levels = GapLeader.Levels(found)
            return (leader, tell(Self.line(leader.ticker, found)))
        } catch let error as CancellationError {
            throw error
        } catch {
            leader.failure = "\(error)"
            log.error("VWAP levels failed", ["ticker": leader.ticker, "error": "\(error)"])
            return (leader, "\(leader.ticker): no levels: \(error)")
        }
    }

    /// The line is one of seed 000, word for word, so it is a value and not the constant message.
    private func tell(_ line: String) -> String {
        log.info("Gap scan", ["line": line])
        return line
    }

    private static func percent(_ fraction: Double) -> String {
        GroupedNumber.text(fraction * 100, decimals: 2)
    }

    static func line(_ ticker: String, _ levels: LevelsFinding) -> String {
        func price(_ value: Double?) -> String { value.map { GroupedNumber.text($0, decimals: 2) } ?? "—" }
        return
            "\(ticker) VWAP=\(price(levels.vwap))  S=\(price(levels.support))  R=\(price(levels.resistance))"
    }
}

extension GapLeader {
    /// Whether later candles give it levels, or a band; a question that failed is not repeated, and another service said what it knows.
    fileprivate var mayHaveMore: Bool {
        guard let levels else { return failure.isEmpty }
        return levels.support == nil && levels.from != nil
    }
}

extension GapLeader.Levels {
    init(_ found: LevelsFinding) {
        self.init(
            vwap: found.vwap,
            support: found.support,
            resistance: found.resistance,
            from: found.from,
            till: found.till,
            path: found.path
        )
    }
}
