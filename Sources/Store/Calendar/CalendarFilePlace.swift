import FoundationEssentials
import Market

/// A place in a calendar file, `days[12].kind`; reads values there and names it when one is wrong.
struct Place: CustomStringConvertible {
    private let file: String
    private let path: String

    init(_ file: String) {
        self.file = file
        self.path = ""
    }

    private init(_ file: String, _ path: String) {
        self.file = file
        self.path = path
    }

    /// `trading_calendar.json: days[12].kind`.
    var description: String { path.isEmpty ? file : "\(file): \(path)" }

    subscript(key: String) -> Place { Place(file, path.isEmpty ? key : "\(path).\(key)") }
    subscript(index: Int) -> Place { Place(file, "\(path)[\(index)]") }
    subscript(key: String, index: Int) -> Place { self[key][index] }

    func date(_ text: String) throws(CalendarFileError) -> CivilDate {
        if let date = CivilDate(text) { return date }
        // Well formed and out of range, or not even that.
        throw invalid(text, expecting: CivilDate(stored: text) == nil ? "a date, YYYY-MM-DD" : CivilDate.allowed)
    }

    func time(_ text: String) throws(CalendarFileError) -> TimeOfDay {
        guard let time = TimeOfDay(text) else { throw invalid(text, expecting: "a time, HH:MM") }
        return time
    }

    func market(_ text: String) throws(CalendarFileError) -> AlgoPackSegment {
        try value(text, AlgoPackSegment(rawValue: text), AlgoPackSegment.allCases.map(\.rawValue))
    }

    func kind(_ text: String) throws(CalendarFileError) -> DayKind {
        try value(text, DayKind(rawValue: text), DayKind.allCases.map(\.rawValue))
    }

    func endpoint(_ text: String) throws(CalendarFileError) -> Endpoint {
        try value(text, Endpoint(rawValue: text), Endpoint.allCases.map(\.rawValue))
    }

    func sessionName(_ text: String) throws(CalendarFileError) -> TradingSession.Name {
        try value(text, TradingSession.Name(rawValue: text), TradingSession.Name.allCases.map(\.rawValue))
    }

    func pin(_ text: String) throws(CalendarFileError) -> ProfilePin {
        try value(text, ProfilePin(rawValue: text), ProfilePin.allCases.map(\.rawValue) + ["null"])
    }

    func invalid(_ text: String, expecting description: String) -> CalendarFileError {
        CalendarFileError(.invalidValue, "\(self): cannot be '\(text)': expected \(description)")
    }

    /// Puts the decoder's coding path into our words.
    func malformed(_ error: any Error) -> CalendarFileError {
        guard let error = error as? DecodingError else { return CalendarFileError(.malformed, "\(self): \(error)") }
        switch error {
        case .keyNotFound(let key, let context):
            return CalendarFileError(.malformed, "\(at(context.codingPath)[key.stringValue]): is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return CalendarFileError(.malformed, "\(at(context.codingPath)): \(context.debugDescription)")
        case .dataCorrupted(let context):
            // The parser's own words name the line and the column.
            let cause = context.underlyingError.map { "\($0)" }
            return CalendarFileError(.malformed, "\(at(context.codingPath)): \(cause ?? context.debugDescription)")
        @unknown default:
            return CalendarFileError(.malformed, "\(self): \(error)")
        }
    }

    private func value<Value>(_ text: String, _ value: Value?, _ allowed: [String]) throws(CalendarFileError) -> Value {
        guard let value else { throw invalid(text, expecting: "one of \(allowed.joined(separator: ", "))") }
        return value
    }

    private func at(_ path: [any CodingKey]) -> Place {
        path.reduce(self) { place, key in key.intValue.map { place[$0] } ?? place[key.stringValue] }
    }
}
