import Market
import Operations
import Sandbox
import Store
import Trading

extension RehearsalSummary {
    /// Reads the summary out of what the day left in the store and in the sandbox.
    ///
    /// - Parameters:
    ///   - end: of the rehearsal; what was not due by then is not absent.
    ///   - unrecorded: feeds of which a replay has no rows.
    ///   - missing: runs for which it has none.
    init(
        of date: CivilDate,
        until end: Timestamp,
        store: OperationsStore,
        calendar: TradingCalendar,
        sandbox: SandboxServer,
        unrecorded: Set<Feed> = [],
        missing: [MissingRecordings.Run] = []
    ) async throws {
        self.date = "\(date)"
        notRecorded = Feed.all.filter { $0.endpoint.isSlotted && unrecorded.contains($0) }.map(\.description)
        feeds = []
        for feed in Feed.all where feed.endpoint.isSlotted && !unrecorded.contains(feed) {
            feeds.append(try await Self.row(feed, on: date, until: end, history: store.feeds, calendar: calendar))
        }
        let records = try await store.alerts.all(on: date)
        alerts = records.map(Self.row)
        alertsByRule = Self.count(records.map(\.key.rule.rawValue))
        let midnight = MoscowTime.instant(date, .midnight)
        let done = try await store.jobs.runs(from: midnight, until: midnight + .hours(24))
        runs = Self.count(done.map(\.outcome.rawValue))
        jobsWithoutRecording = missing.map { "\($0.job): \($0.reason)" }
        let requests = sandbox.recorded
        exchangeRequests = requests.count { $0.path.hasPrefix("/iss") || $0.path == "/authenticate" }
        let calls = requests.filter { $0.path.hasPrefix("/bot") }
        telegramCalls = calls.count
        floodRefusals = calls.count { $0.status == 429 && !$0.isSpoiled }
        let depth = try await store.outbox.depth()
        outboxLeft = depth.queued + depth.sending
        outboxDead = depth.dead
        let bot = sandbox.botName
        let events = sandbox.events.filter { $0.chat == sandbox.options.groupChatID && $0.user == bot }
        messages = events.count { $0.isNewMessage }
        let asked = Set(sandbox.events.filter { $0.user != bot && $0.isNewMessage }.compactMap(\.message))
        let isAnswer = { (event: ChatEvent) in event.replyTo.map(asked.contains) ?? false }
        answers = events.count { $0.isNewMessage && !$0.hasPicture && isAnswer($0) }
        sounds = events.count { $0.isNewMessage && $0.isLoud && !isAnswer($0) }
        edits = events.count { $0.isEditedMessage }
        pictures = events.count { $0.hasPicture && !$0.isEditedMessage }
        editedPictures = events.count { $0.hasPicture && $0.isEditedMessage }
        mostPerMinute = Self.mostWithinMinute(events.filter { $0.isNewMessage || $0.isEditedMessage }.map(\.at))
    }

    private static func row(
        _ feed: Feed,
        on date: CivilDate,
        until end: Timestamp,
        history: FeedStore,
        calendar: TradingCalendar
    ) async throws -> FeedRow {
        let slots = try await history.slots(feed, on: date)
        let expected = calendar.expectedSlots(feed, on: date).filter { label in
            MoscowTime.instant(date, label) + .minutes(1) <= end
        }
        let seen = Set(slots.map(\.label))
        let delays = slots.map(\.publicationDelay.inSeconds).sorted()
        return FeedRow(
            feed: feed.description,
            expected: expected.count,
            seen: expected.count { seen.contains($0) },
            absent: expected.filter { !seen.contains($0) }.map(\.shortDescription),
            maximumDelay: delays.last,
            medianDelay: delays.isEmpty ? nil : delays[delays.count / 2]
        )
    }

    private static func row(_ record: AlertRecord) -> AlertRow {
        AlertRow(
            id: record.id,
            key: record.key.description,
            severity: record.severity.rawValue,
            opened: "\(MoscowTime.time(of: record.openedAt))",
            closed: record.closedAt.map { "\(MoscowTime.time(of: $0))" },
            closing: record.closing?.rawValue,
            peak: record.peak,
            wasTold: record.toldAt != nil
        )
    }

    private static func count(_ words: [String]) -> [String: Int] {
        words.reduce(into: [:]) { counts, word in counts[word, default: 0] += 1 }
    }

    /// The largest number of instants in any window of a minute.
    private static func mostWithinMinute(_ instants: [Timestamp]) -> Int {
        let sorted = instants.sorted()
        var first = 0
        var most = 0
        for (last, instant) in sorted.enumerated() {
            while sorted[first] <= instant - .minutes(1) { first += 1 }
            most = max(most, last - first + 1)
        }
        return most
    }
}

extension ChatEvent {
    fileprivate var isNewMessage: Bool {
        if case .message(_, _, _, let isEdit, _, _) = kind { !isEdit } else { false }
    }

    fileprivate var isEditedMessage: Bool {
        if case .message(_, _, _, let isEdit, _, _) = kind { isEdit } else { false }
    }

    fileprivate var isLoud: Bool {
        if case .message(_, _, _, _, _, let isSilent) = kind { !isSilent } else { false }
    }

    fileprivate var replyTo: Int? {
        if case .message(_, _, _, _, let replyTo, _) = kind { replyTo } else { nil }
    }

    fileprivate var hasPicture: Bool {
        if case .message(_, let picture, _, _, _, _) = kind { picture != nil } else { false }
    }
}
