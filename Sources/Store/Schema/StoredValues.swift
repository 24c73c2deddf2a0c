package import Market
package import Platform

// How the words of the market are kept: instants as milliseconds UTC, dates and times as text, enums as raw values.

extension Timestamp: SQLConvertible {
    package var sqlValue: SQLValue { .integer(milliseconds) }

    package init?(sqlValue: SQLValue) {
        guard let value = Int64(sqlValue: sqlValue) else { return nil }
        self.init(milliseconds: value)
    }
}

extension CivilDate: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = String(sqlValue: sqlValue) else { return nil }
        self.init(stored: text)
    }
}

extension TimeOfDay: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard let text = String(sqlValue: sqlValue) else { return nil }
        self.init(text)
    }
}

extension AlgoPackSegment: SQLConvertible {}
extension ShareMarket: SQLConvertible {}
extension Endpoint: SQLConvertible {}
extension DayKind: SQLConvertible {}
extension TradingSession.Name: SQLConvertible {}
extension CalendarLayer: SQLConvertible {}
extension AlertRule: SQLConvertible {}
extension AlertSeverity: SQLConvertible {}
extension AlertState: SQLConvertible {}
extension AlertClosing: SQLConvertible {}
extension OutboxState: SQLConvertible {}
extension OutboxPriority: SQLConvertible {}
extension CommandState: SQLConvertible {}
extension RunOutcome: SQLConvertible {}
extension Role: SQLConvertible {}
extension RefusalKind: SQLConvertible {}
extension ProcessName: SQLConvertible {}
extension ProcessState: SQLConvertible {}

/// A value kept as JSON text with sorted keys, so that equal values are equal texts.
struct JSONText<Value: Codable>: SQLConvertible {
    let value: Value
    private let text: String

    init(_ value: Value) throws {
        self.value = value
        text = try JSON.encoded(value)
    }

    var sqlValue: SQLValue { .text(text) }

    init?(sqlValue: SQLValue) {
        guard let text = String(sqlValue: sqlValue),
            // The column's name and type are in the error that the row throws for nil.
            let value = try? JSON.decoded(Value.self, from: text)
        else { return nil }
        self.value = value
        self.text = text
    }
}

extension Row {
    /// A column that holds JSON.
    func json<Value: Codable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        let json: JSONText<Value> = try self[column]
        return json.value
    }

    /// A column that holds JSON or NULL.
    func optionalJSON<Value: Codable>(_ column: String, as type: Value.Type = Value.self) throws -> Value? {
        let json: JSONText<Value>? = try self[column]
        return json?.value
    }

    /// The columns `market` and `endpoint`.
    func feed() throws -> Feed {
        Feed(try self["market"], try self["endpoint"])
    }
}
