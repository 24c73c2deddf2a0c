import Market
import Platform

/// Turns one JSON entry of a faults file into a fault or an action, naming the exact place of a mistake.
struct FaultScriptReader {
    enum Entry {
        case fault(ScheduledFault)
        case action(UserAction)
    }

    let places: JSONPlaces
    let date: CivilDate

    func entry(_ value: JSON, path: String) throws(FaultScriptError) -> Entry {
        guard let members = value.members else { throw error(path, "must be an object") }
        let isAction = value["say"] != nil || value["press"] != nil
        let allowed = isAction ? Self.actionKeys : Self.faultKeys
        for (index, member) in members.enumerated() {
            guard allowed.contains(member.name) else {
                throw error(
                    "\(path).\(member.name)",
                    "\(member.name): unknown key; allowed: \(allowed.joined(separator: ", "))"
                )
            }
            guard !members[..<index].contains(where: { $0.name == member.name }) else {
                throw error("\(path).\(member.name)", "\(member.name): given twice")
            }
        }
        return isAction
            ? .action(try action(value, path: path)) : .fault(try fault(value, path: path, defaultStart: nil))
    }

    /// - Parameter defaultStart: when `at` may be left out, as on the control surface: the present time.
    func fault(_ value: JSON, path: String, defaultStart: Timestamp?) throws(FaultScriptError) -> ScheduledFault {
        let kindText = try text(value, "kind", path)
        guard let kindText else { throw error(path, "kind: missing; one of \(Self.kindList)") }
        guard let kind = Fault.Kind(rawValue: kindText) else {
            throw error("\(path).kind", "kind: \"\(kindText)\" is unknown; one of \(Self.kindList)")
        }
        let targetText = try text(value, "target", path)
        guard let target = targetText.map({ FaultTarget($0) }) ?? Self.defaultTarget(kind) else {
            throw error("\(path).target", "target: \"\(targetText ?? "")\" is unknown; one of \(FaultTarget.forms)")
        }
        try check(kind, target, path: path)
        var fault = Fault(kind, target)
        fault.seconds = try number(value, "seconds", path, 0...86_400)
        fault.retryAfter = try number(value, "retry_after", path, 1...86_400)
        fault.status = try number(value, "status", path, 400...599)
        fault.count = try number(value, "count", path, 1...10_000)
        fault.bytesPerSecond = try number(value, "bytes_per_second", path, 1...1_000_000_000)
        fault.messageID = try number(value, "message_id", path, 1...Int(Int32.max))
        fault.thread = try number(value, "thread", path, 1...Int(Int32.max))
        fault.times = try number(value, "times", path, 1...1_000_000)
        fault.column = try text(value, "column", path)
        if let secids = value["secids"] {
            guard let names = secids.array, names.allSatisfy({ $0.string != nil }) else {
                throw error("\(path).secids", "secids: must be an array of texts")
            }
            fault.secids = names.compactMap(\.string)
        }
        guard let from = try instant(value, "at", path) ?? defaultStart else { throw error(path, "at: missing") }
        var until = try instant(value, "until", path)
        if let span = try duration(value, path) {
            guard until == nil else { throw error("\(path).for", "for: give either \"until\" or \"for\"") }
            until = from + span
        }
        if let until, until <= from { throw error("\(path).until", "until: must be later than \"at\"") }
        return ScheduledFault(fault, from: from, until: until)
    }

    private func action(_ value: JSON, path: String) throws(FaultScriptError) -> UserAction {
        guard let at = try instant(value, "at", path) else { throw error(path, "at: missing") }
        let said = try text(value, "say", path)
        let pressed = try texts(value, "press", path)
        let kind: UserAction.Kind
        switch (said, pressed) {
        case (let said?, nil): kind = .say(said)
        case (nil, let pressed?): kind = .press(pressed)
        default: throw error(path, "say: give either \"say\" or \"press\"")
        }
        return UserAction(
            at: at,
            kind: kind,
            user: try name(value, "user", path) ?? "anna",
            chat: try name(value, "chat", path) ?? "group"
        )
    }

    /// A fault of chats needs a chat, a fault of feeds a feed.
    private func check(_ kind: Fault.Kind, _ target: FaultTarget, path: String) throws(FaultScriptError) {
        let isExchange =
            switch target {
            case .exchange, .market, .feed: true
            case .login, .calendar, .korea, .broker, .brokerMethod, .telegram, .method, .chat: false
            }
        switch kind.sphere {
        case .feed, .page:
            guard isExchange else {
                throw error("\(path).target", "target: \(kind.rawValue) needs exchange, a market or a feed")
            }
        case .chat:
            guard case .chat = target else {
                throw error("\(path).target", "target: \(kind.rawValue) needs chat:<name or id>")
            }
        case .broker:
            guard target.coversBroker("") || isBrokerMethod(target) else {
                throw error("\(path).target", "target: \(kind.rawValue) needs broker or broker:<method>")
            }
        case .request, .login: break
        }
    }

    private func isBrokerMethod(_ target: FaultTarget) -> Bool {
        if case .brokerMethod = target { true } else { false }
    }

    private static func defaultTarget(_ kind: Fault.Kind) -> FaultTarget? {
        switch kind.sphere {
        case .login: .login
        case .broker: .broker
        case .feed, .page, .request: Self.isOfTelegram(kind) ? .telegram : .exchange
        case .chat: .chat("group")
        }
    }

    private static func isOfTelegram(_ kind: Fault.Kind) -> Bool {
        [.html502, .conflict, .duplicateUpdates, .shuffledUpdates].contains(kind)
    }

    private func instant(_ value: JSON, _ key: String, _ path: String) throws(FaultScriptError) -> Timestamp? {
        guard let text = try text(value, key, path) else { return nil }
        if let time = TimeOfDay(text) { return MoscowTime.instant(date, time) }
        guard let instant = MoscowTime.instant(text) ?? RFC3339.instant(text) else {
            throw error(
                "\(path).\(key)",
                "\(key): \"\(text)\" is no time; write HH:MM, HH:MM:SS, YYYY-MM-DD HH:MM:SS or RFC 3339, \(CivilDate.allowed)"
            )
        }
        return instant
    }

    private func duration(_ value: JSON, _ path: String) throws(FaultScriptError) -> Duration? {
        guard let text = try text(value, "for", path) else { return nil }
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
            (1...86_400).contains(count)
        else { throw error("\(path).for", "for: \"\(text)\" is no span; write 30s, 20m or 2h") }
        return .seconds(count * unit)
    }

    /// A text, or a number written as one: users and chats have numeric ids.
    private func name(_ value: JSON, _ key: String, _ path: String) throws(FaultScriptError) -> String? {
        if case .int(let id) = value[key] { return String(id) }
        return try text(value, key, path)
    }

    private func text(_ value: JSON, _ key: String, _ path: String) throws(FaultScriptError) -> String? {
        guard let member = value[key] else { return nil }
        guard let text = member.string else { throw error("\(path).\(key)", "\(key): must be a text") }
        return text
    }

    /// A text, or an array of some.
    private func texts(_ value: JSON, _ key: String, _ path: String) throws(FaultScriptError) -> [String]? {
        guard let list = value[key]?.array else { return try text(value, key, path).map { [$0] } }
        guard !list.isEmpty, list.allSatisfy({ $0.string != nil }) else {
            throw error("\(path).\(key)", "\(key): must be a text or an array of texts")
        }
        return list.compactMap(\.string)
    }

    private func number(
        _ value: JSON,
        _ key: String,
        _ path: String,
        _ range: ClosedRange<Int>
    ) throws(FaultScriptError) -> Int? {
        guard let member = value[key] else { return nil }
        guard let number = member.int, let small = Int(exactly: number), range.contains(small) else {
            throw error(
                "\(path).\(key)",
                "\(key): must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return small
    }

    func error(_ path: String, _ detail: String) -> FaultScriptError {
        let place = places.place(of: path)
        return FaultScriptError(line: place.line, column: place.column, detail: detail)
    }

    private static let kindList = Fault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    private static let actionKeys = ["at", "say", "press", "user", "chat"]
    private static let faultKeys = [
        "at", "until", "for", "kind", "target", "seconds", "retry_after", "status", "count", "secids", "column",
        "bytes_per_second", "message_id", "thread", "times",
    ]
}
