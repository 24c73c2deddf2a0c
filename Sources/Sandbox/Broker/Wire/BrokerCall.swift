import Market
import Platform

/// One call: what was asked, by whom, when, and what is to go wrong.
struct BrokerCall: Sendable {
    let body: JSON
    let now: Timestamp
    let isReadOnly: Bool
    let isSandboxService: Bool
    let faults: BrokerFaults
    /// Of the answer's header; also in its metadata.
    let trackingID: String

    /// The member by its camel or snake name; an explicit null is none.
    func value(_ name: String) -> JSON? { body.broker(name) }

    func text(_ name: String) throws(BrokerFailure) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw Self.malformed(name, "text") }
        return text.isEmpty ? nil : text
    }

    func texts(_ name: String) throws(BrokerFailure) -> [String] {
        guard let value = value(name) else { return [] }
        guard let list = value.array, list.allSatisfy({ $0.string != nil }) else {
            throw Self.malformed(name, "a list of texts")
        }
        return list.compactMap(\.string)
    }

    func required(_ name: String, _ number: Int) throws(BrokerFailure) -> String {
        guard let text = try text(name) else { throw .missing(name, number) }
        return text
    }

    func integer(_ name: String) throws(BrokerFailure) -> Int64? {
        guard let value = value(name) else { return nil }
        guard let number = value.int ?? value.string.flatMap({ Int64($0) }) else {
            throw Self.malformed(name, "a whole number")
        }
        return number
    }

    func flag(_ name: String) -> Bool { value(name)?.bool ?? false }

    func instant(_ name: String) throws(BrokerFailure) -> Timestamp? {
        guard let text = try text(name) else { return nil }
        guard let instant = RFC3339.instant(text) else { throw Self.malformed(name, "a time of RFC 3339") }
        return instant
    }

    func quotation(_ name: String) throws(BrokerFailure) -> Price? {
        guard let value = value(name) else { return nil }
        let units = value.broker("units").map { $0.int ?? $0.string.flatMap { Int64($0) } } ?? 0
        let nano = value.broker("nano").map { $0.int } ?? 0
        guard let units, let nano, let small = Int32(exactly: nano) else { throw Self.malformed(name, "a quotation") }
        do {
            return try Price(units: units, nano: small)
        } catch {
            throw Self.malformed(name, "a quotation")
        }
    }

    func choice<Choice: BrokerEnum>(_ name: String, _: Choice.Type = Choice.self) throws(BrokerFailure) -> Choice? {
        guard let value = value(name) else { return nil }
        guard let choice = Choice(value) else {
            throw Self.malformed(name, "one of \(Choice.allCases.map(\.name).joined(separator: ", "))")
        }
        return choice
    }

    private static func malformed(_ name: String, _ allowed: String) -> BrokerFailure {
        .invalid(30001, "proto: invalid value for field '\(name)': must be \(allowed)")
    }
}

extension JSON {
    /// The member of a message by its camel name, or as the contract writes it: `instrument_id`.
    func broker(_ name: String) -> JSON? {
        guard let value = self[name] ?? self[Self.snake(name)], value != .null else { return nil }
        return value
    }

    private static func snake(_ name: String) -> String {
        var text = ""
        for letter in name {
            if letter.isUppercase { text += "_" }
            text += letter.lowercased()
        }
        return text
    }
}
