import Execution
package import Market
package import Platform

/// Has an engine take in again what was recorded of a session, and compares what it writes with what was written then.
package struct SessionReplay {
    private let plan: LivePlan
    private let folder: String
    private let log: Log
    private let table: InstrumentTable
    private var report: ReplayReport

    private init(_ plan: LivePlan, in folder: String, _ date: CivilDate, log: Log) {
        var plan = plan
        // Their words are in the recording; a replay looks at no file and no machine of its own.
        plan.override.isEnabled = false
        plan.resources.limits = [:]
        plan.reporting.isEnabled = false
        plan.recovery.isEnabled = false
        self.plan = plan
        self.folder = folder
        self.log = log
        table = InstrumentTable(plan.trading.instruments.map(\.facts))
        report = ReplayReport(of: date)
    }

    /// Replays every session of a day; one that began before it from its beginning.
    ///
    /// - Parameters:
    ///   - folder: of the recordings.
    ///   - progress: called now and then with the events so far; what it throws ends the replay.
    /// - Throws: ``FeedError`` and `FileError` of a recording that cannot be read; `CancellationError`.
    package static func replay(
        _ date: CivilDate,
        of plan: LivePlan,
        in folder: String,
        log: Log,
        progress: (Int) throws -> Void = { _ in }
    ) async throws -> ReplayReport {
        var replay = SessionReplay(plan, in: folder, date, log: log)
        let sessions = try RecordingShelf.sessions(of: date, in: folder)
        guard !sessions.isEmpty else {
            let days = try FileBytes.exists(folder) ? RecordingShelf.dates(in: folder) : []
            let there = days.isEmpty ? "nothing is" : "there are \(days.map(\.description).joined(separator: ", "))"
            throw FeedError(.cut, "\(folder): nothing was recorded on \(date); \(there)")
        }
        for session in sessions { try await replay.run(session, progress) }
        return replay.report
    }

    // MARK: A session

    private mutating func run(_ name: String, _ progress: (Int) throws -> Void) async throws {
        let days = try days(of: name)
        let begin = "\(folder)/\(days[0])/\(name)"
        let facts = try SessionFacts(FileBytes.read("\(begin)/\(RecordingLayout.facts)", limit: 1 << 20))
        guard facts.codes == plan.trading.instruments.map({ $0.facts.id.secid }) else {
            throw FeedError(
                .impossible,
                "\(begin): was recorded of \(facts.codes.map(\.text).joined(separator: ", ")); the plan names others"
            )
        }
        report.sessions += 1
        let scratch = try TemporaryFolder(prefix: "replay", isInMemory: true)
        defer { scratch.remove() }
        let checkpoint = try FileBytes.read(CheckpointFile(folder: begin).path, limit: 64 << 20)
        try FileBytes.create(CheckpointFile(folder: scratch.path).path, checkpoint)
        let clock = ReplayClock(start: facts.at)
        let trace = ReplayTrace()
        let answers = facts.hasBroker ? KnownAnswers() : nil
        var surroundings = LiveSurroundings(inbox: LiveInbox(), clock: clock, log: log)
        surroundings.timer = clock
        surroundings.trace = trace
        surroundings.orderSeed = facts.orderSeed
        surroundings.answers = answers
        if facts.hasSource { surroundings.source = SilentSource() }
        let engine = try await LiveEngine.open(plan: plan, folder: scratch.path, surroundings)
        do {
            try await play(days.map { "\(folder)/\($0)/\(name)" }, facts, engine, clock, trace, answers, progress)
        } catch {
            await engine.leave()
            throw error
        }
        await engine.leave()
    }

    /// The days of a session up to that of the report, from its first on.
    private func days(of name: String) throws -> [CivilDate] {
        let days = try RecordingShelf.dates(in: folder).filter {
            $0 <= report.date && FileBytes.exists("\(folder)/\($0)/\(name)")
        }
        guard let first = days.first, FileBytes.exists("\(folder)/\(first)/\(name)/\(RecordingLayout.facts)") else {
            throw FeedError(
                .cut,
                "\(folder)/\(report.date)/\(name): the session's first day is kept no more; without it nothing can be replayed"
            )
        }
        return days
    }

    private mutating func play(
        _ paths: [String],
        _ facts: SessionFacts,
        _ engine: LiveEngine,
        _ clock: ReplayClock,
        _ trace: ReplayTrace,
        _ answers: KnownAnswers?,
        _ progress: (Int) throws -> Void
    ) async throws {
        var step: Step?
        var time = facts.at
        for path in paths {
            var reader = try SessionReader(path, codes: facts.codes, after: time)
            while let item = try reader.next() {
                switch item {
                case .written(let records): step?.written.append(records)
                case .figures(let figures): step?.figures = figures
                case .input(let input):
                    if let step { try await take(step, engine, clock, trace, answers) }
                    step = Step(input: input, at: reader.time)
                    report.events += 1
                    if report.events.isMultiple(of: Self.progressInterval) {
                        try Task.checkCancellation()
                        try progress(report.events)
                    }
                }
            }
            time = reader.time
            report.torn += reader.torn
        }
        // Of the last one it is not known whether everything that it led to was written down.
        if var step {
            step.isLast = true
            try await take(step, engine, clock, trace, answers)
        }
    }

    private static let progressInterval = 100_000

    /// An input with what it led to.
    private struct Step {
        let input: TracedItem
        let at: Timestamp
        /// Record by record, in the groups in which they were written.
        var written: [[[UInt8]]] = []
        var figures: [UInt8]?
        var isLast = false
    }

    private mutating func take(
        _ step: Step,
        _ engine: LiveEngine,
        _ clock: ReplayClock,
        _ trace: ReplayTrace,
        _ answers: KnownAnswers?
    ) async throws {
        clock.advance(to: step.at)
        if let answers { answers.expect(try step.written.map { try reports(of: $0) }) }
        try await engine.replay(step.input)
        let replayed = trace.take()
        var live = step.written.flatMap(\.self)
        var own = replayed.written
        if step.isLast { own = Array(own.prefix(live.count)) }
        count(live)
        if live != own {
            let same = zip(live, own).prefix { $0 == $1 }.count
            report.records += same
            (live, own) = (Array(live.dropFirst(same)), Array(own.dropFirst(same)))
            note(live.first, own.first, at: step.at, step.input, count: max(live.count, own.count))
        } else {
            report.records += live.count
        }
        if step.figures == replayed.figures {
            report.figures += step.figures == nil ? 0 : 1
        } else if !step.isLast || step.figures != nil {
            note(step.figures, replayed.figures, at: step.at, step.input, count: 1)
        }
    }

    // MARK: Lines

    private mutating func count(_ records: [[UInt8]]) {
        for record in records {
            switch kind(of: record) {
            case "wanted": report.decisions += 1
            case "intent": report.orders += 1
            case "filled": report.fills += 1
            default: break
            }
        }
    }

    /// Of a record its kind, of a report what it reports; nil for what is none.
    private func kind(of record: [UInt8]) -> String? {
        // A damaged line is compared all the same.
        guard let json = try? JSON.parse(record), let kind = json["record"]?.string else { return nil }
        return kind == "report" ? json["event"]?.string : kind
    }

    private func reports(of records: [[UInt8]]) throws(FeedError) -> [ExecutionReport] {
        var reports: [ExecutionReport] = []
        for record in records {
            do throws(RecordError) {
                if case .report(let report, _) = try ExecutionRecord(record, slot: table.slot) {
                    reports.append(report)
                }
            } catch {
                throw FeedError(.malformed, "\(folder): a record cannot be read: \(error)")
            }
        }
        return reports
    }

    private mutating func note(
        _ live: [UInt8]?,
        _ replayed: [UInt8]?,
        at time: Timestamp,
        _ input: TracedItem,
        count: Int
    ) {
        report.differences += count
        guard report.first == nil else { return }
        let texts = (live ?? replayed).map { String(decoding: $0, as: UTF8.self) } ?? ""
        // Where the line itself cannot be read, the event says which instrument it was.
        let named = (try? JSON.parse(Array(texts.utf8)))?["instrument"]?.string
        report.first = ReplayReport.Difference(
            time: time,
            instrument: named.flatMap { InstrumentID($0)?.secid.text } ?? code(of: input),
            live: live.map { String(decoding: $0, as: UTF8.self) },
            replayed: replayed.map { String(decoding: $0, as: UTF8.self) }
        )
    }

    private func code(of input: TracedItem) -> String? {
        switch input {
        case .event(.book(let slot, _, _)), .event(.trade(let slot, _, _, _)): table[slot].id.secid.text
        default: nil
        }
    }
}
