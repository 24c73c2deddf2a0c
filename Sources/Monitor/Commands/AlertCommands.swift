package import Market
package import Scheduling
package import Store

/// Carries out what people ask about alerts, from the chat or the command line.
package struct AlertCommands: CommandHandler {
    private let book: StoredAlertBook
    private let alerts: AlertStore
    private let calendars: CalendarCache
    private let jobs: MonitorJobs
    private let clock: any MarketClock

    /// - Parameter jobs: look again at what an alert is about.
    package init(
        book: StoredAlertBook,
        alerts: AlertStore,
        calendars: CalendarCache,
        jobs: MonitorJobs,
        clock: any MarketClock
    ) {
        self.book = book
        self.alerts = alerts
        self.calendars = calendars
        self.jobs = jobs
        self.clock = clock
    }

    package func carryOut(_ request: AlertRequest, of record: CommandRecord) async throws -> CommandAnswer {
        let calendar = try await calendars.calendar()
        let author = record.author
        switch request {
        case .acknowledge(let id):
            return try await apply(record, done: "taken", else: "alert #A\(id) is not open") { book, now in
                book.acknowledge(id, by: author, at: now)
            }
        case .acknowledgeOne(let id):
            return try await apply(record, done: "taken", else: "alert #A\(id) is not open") { book, now in
                book.acknowledge(id, isAlone: true, by: author, at: now)
            }
        case .release(let id):
            return try await apply(record, done: "released", else: "alert #A\(id) is not taken") { book, now in
                book.release(id, at: now)
            }
        case .handOver(let id, let person):
            return try await apply(record, done: "handed over", else: "alert #A\(id) is not open") { book, now in
                book.handOver(id, to: person, at: now)
            }
        case .resolve(let id):
            return try await apply(record, done: "closed", else: "alert #A\(id) is not open") { book, now in
                book.resolve(id, by: author, at: now)
            }
        case .reopen(let id):
            return try await apply(record, done: "open again", else: "alert #A\(id) cannot be opened again") {
                book,
                now in book.reopen(id, at: now)
            }
        case .silenceAlert(let id, let span):
            // A group's message keeps its leader's number while others of the group are open.
            let meant = await book.open.filter { $0.id == id || $0.groupID == id }
            guard !meant.isEmpty else { return .refused("alert #A\(id) is not open") }
            let until = SilenceEnd.instant(span, markets: meant.markets, calendar: calendar, at: clock.now)
            return try await apply(record, done: ends(until), else: "alert #A\(id) is not open") { book, now in
                book.silenceAlert(id, until: until, by: author, at: now)
            }
        case .silence(let rule, let market, let endpoint, let span, let reason):
            let until = SilenceEnd.instant(
                span,
                markets: market.map { [$0] } ?? AlgoPackSegment.allCases,
                calendar: calendar,
                at: clock.now
            )
            return try await apply(record, done: ends(until), else: "") { book, now in
                let silence = Silence(
                    rule: rule,
                    market: market,
                    endpoint: endpoint,
                    createdAt: now,
                    until: until,
                    author: author,
                    reason: reason
                )
                return book.silence(silence, at: now)
            }
        case .endSilences(let ids):
            let numbers = ids.map { String($0) }.joined(separator: ", ")
            return try await apply(record, done: "silence ended", else: "there is no silence \(numbers)") { book, now in
                book.endSilences(ids, by: author, at: now)
            }
        case .recheck(let id):
            return try await recheck(id, record)
        }
    }

    private func recheck(_ id: Int64, _ record: CommandRecord) async throws -> CommandAnswer {
        guard let alert = try await alerts.alert(id) else { return .refused("there is no alert #A\(id)") }
        // The number of a group's message stands for all of it; what is over is not asked for.
        let open = await book.open.filter { $0.groupID == id }
        let result = try await jobs.recheck(open.isEmpty ? [alert] : open)
        let author = record.author
        var batch = StoreBatch()
        batch.commands.finished.append(FinishedCommand(id: record.id, state: .done, result: result))
        let noted = try await book.apply(batch) { book, now in book.noteCheck(id, by: author, at: now) }
        return noted == nil ? .done(result) : .finished
    }

    private func apply(
        _ record: CommandRecord,
        done: String,
        else refusal: String,
        _ change: @escaping StoredAlertBook.Change
    ) async throws -> CommandAnswer {
        var batch = StoreBatch()
        batch.commands.finished.append(FinishedCommand(id: record.id, state: .done, result: done))
        return try await book.apply(batch, change) == nil ? .refused(refusal) : .finished
    }

    private func ends(_ until: Timestamp) -> String {
        "silent until \(MoscowTime.text(until)) MSK"
    }
}

extension [AlertRecord] {
    /// The markets that alerts are about; all of them where one of the alerts is about none.
    var markets: [AlgoPackSegment] {
        let named = Set(compactMap(\.key.market))
        let isOfAll = contains { $0.key.market == nil }
        return AlgoPackSegment.allCases.filter { isOfAll || named.contains($0) }
    }
}
