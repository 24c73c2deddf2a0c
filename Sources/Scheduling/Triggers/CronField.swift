/// One field of a cron expression: its name, bounds and the reading of its text.
enum CronField: String, CaseIterable {
    case second, minute, hour
    case dayOfMonth = "day of month"
    case month
    case dayOfWeek = "day of week"

    /// What a field's text selects.
    struct Selection: Hashable {
        /// In ascending order; days of the week count from Sunday = 0 to Saturday = 6.
        var values: [Int]
        /// `L`: the last day of the month, whichever that is.
        var hasLastDay = false
        /// The text starts with `*`, which makes a day field "not restricted" (crontab(5)).
        var startsWithStar: Bool
    }

    var bounds: ClosedRange<Int> {
        switch self {
        case .second, .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...7
        }
    }

    func read(_ text: String) throws(CronError) -> Selection {
        var values: Set<Int> = []
        var hasLastDay = false
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            if self == .dayOfMonth, item == "L" || item == "l" {
                hasLastDay = true
            } else {
                values.formUnion(try readItem(String(item)))
            }
        }
        if self == .dayOfWeek, values.remove(7) != nil { values.insert(0) }
        return Selection(values: values.sorted(), hasLastDay: hasLastDay, startsWithStar: text.hasPrefix("*"))
    }

    private func readItem(_ item: String) throws(CronError) -> [Int] {
        let parts = item.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let base = parts.first else { throw error(.value, item) }
        var step = 1
        if parts.count == 2 {
            guard let number = number(parts[1]), number >= 1 else {
                throw error(.step, item, "the step must be 1 or more")
            }
            step = number
        }
        let range = try readRange(base, item: item, hasStep: parts.count == 2)
        return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
    }

    private func readRange(_ text: String, item: String, hasStep: Bool) throws(CronError) -> ClosedRange<Int> {
        // 7 is a second name of Sunday; a star must not count it twice.
        let widest = self == .dayOfWeek ? 0...6 : bounds
        if text == "*" { return widest }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count <= 2, let first = value(ends[0]) else { throw error(.value, item) }
        guard ends.count == 2 else { return first...(hasStep ? max(first, widest.upperBound) : first) }
        guard var last = value(ends[1]) else { throw error(.value, item) }
        if self == .dayOfWeek, last == 0, first > 0 { last = 7 }  // `fri-sun`
        guard first <= last else { throw error(.range, item, "the range runs backwards") }
        return first...last
    }

    private func value(_ text: String) -> Int? {
        if let index = names.firstIndex(of: text.lowercased()) { return index + (self == .month ? 1 : 0) }
        guard let number = number(text), bounds.contains(number) else { return nil }
        return number
    }

    private func number(_ text: String) -> Int? {
        guard (1...4).contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }

    private var names: [String] {
        switch self {
        case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        case .second, .minute, .hour, .dayOfMonth: []
        }
    }

    private func error(_ kind: CronError.Kind, _ item: String, _ reason: String = "it is not allowed") -> CronError {
        CronError(kind: kind, detail: "cron field \"\(rawValue)\": \"\(item)\": \(reason); \(allowed)")
    }

    private var allowed: String {
        let special =
            switch self {
            case .second, .minute, .hour: ""
            case .dayOfMonth: ", L (the last day)"
            case .month: ", jan-dec"
            case .dayOfWeek: " (0 and 7 are Sunday), sun-sat"
            }
        return
            "allowed are \(bounds.lowerBound)-\(bounds.upperBound)\(special), *, a-b, */n, a-b/n and lists of them with commas"
    }
}
