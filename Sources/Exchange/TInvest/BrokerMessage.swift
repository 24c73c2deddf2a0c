package import Market
package import Platform

/// A message of the broker, read by its contract: a missing field is its default, a wrong one an error that names it.
package struct BrokerMessage: Sendable {
    package let method: String
    package let json: JSON

    package init(method: String, json: JSON) {
        self.method = method
        self.json = json
    }

    private func failure(_ name: String, _ what: String) -> TInvestError {
        TInvestError(.badPayload, mayHaveBeenDone: true, detail: "\(method): the field \(name) is no \(what)")
    }

    private func value(_ name: String) -> JSON? {
        guard let value = json[name], value != .null else { return nil }
        return value
    }

    /// Empty where it is missing.
    package func text(_ name: String) throws(TInvestError) -> String {
        guard let value = value(name) else { return "" }
        guard let text = value.string else { throw failure(name, "text") }
        return text
    }

    /// A 64-bit number is text, a smaller one a number; both are taken.
    ///
    /// Zero where it is missing.
    package func integer(_ name: String) throws(TInvestError) -> Int64 {
        guard let value = value(name) else { return 0 }
        guard let number = value.int ?? value.string.flatMap({ Int64($0) }) else { throw failure(name, "whole number") }
        return number
    }

    package func flag(_ name: String) throws(TInvestError) -> Bool {
        guard let value = value(name) else { return false }
        guard let flag = value.bool else { throw failure(name, "true or false") }
        return flag
    }

    package func message(_ name: String) throws(TInvestError) -> BrokerMessage? {
        guard let value = value(name) else { return nil }
        guard value.members != nil else { throw failure(name, "message") }
        return BrokerMessage(method: method, json: value)
    }

    package func messages(_ name: String) throws(TInvestError) -> [BrokerMessage] {
        guard let value = value(name) else { return [] }
        guard let list = value.array, list.allSatisfy({ $0.members != nil }) else {
            throw failure(name, "list of messages")
        }
        return list.map { BrokerMessage(method: method, json: $0) }
    }

    package func texts(_ name: String) throws(TInvestError) -> [String] {
        guard let value = value(name) else { return [] }
        guard let list = value.array, list.allSatisfy({ $0.string != nil }) else {
            throw failure(name, "list of texts")
        }
        return list.compactMap(\.string)
    }

    /// A `Quotation` or the number of a `MoneyValue`, exactly; nil where it is missing.
    package func price(_ name: String) throws(TInvestError) -> Price? {
        guard let quotation = try message(name) else { return nil }
        do throws(NumberError) {
            guard let nano = Int32(exactly: try quotation.whole("nano")) else {
                throw NumberError(.malformed, "nano is too large")
            }
            return try Price(units: try quotation.whole("units"), nano: nano)
        } catch {
            throw TInvestError(.badPayload, mayHaveBeenDone: true, detail: "\(method): \(name): \(error.detail)")
        }
    }

    /// A `MoneyValue` of any size; nil where it is missing.
    package func money(_ name: String) throws(TInvestError) -> Money? {
        guard let value = try message(name) else { return nil }
        let units = try value.integer("units")
        let nano = try value.integer("nano")
        guard nano.magnitude < 1_000_000_000, units == 0 || nano == 0 || (units < 0) == (nano < 0) else {
            throw failure(name, "amount of money")
        }
        return Money(attos: (Int128(units) * 1_000_000_000 + Int128(nano)) * 1_000_000_000)
    }

    /// nil where it is missing, or is the first instant of 1970, which says "none".
    package func time(_ name: String) throws(TInvestError) -> Timestamp? {
        guard let value = value(name) else { return nil }
        guard let text = value.string, let instant = RFC3339.instant(text) else { throw failure(name, "time") }
        return instant == Timestamp(seconds: 0) ? nil : instant
    }

    private func whole(_ name: String) throws(NumberError) -> Int64 {
        guard let value = value(name) else { return 0 }
        guard let number = value.int ?? value.string.flatMap({ Int64($0) }) else {
            throw NumberError(.malformed, "\(name) is no whole number")
        }
        return number
    }
}

extension Price {
    /// The broker's `Quotation`: units as text, as proto3 JSON writes 64 bits.
    package var quotation: JSON { ["units": .string(String(units)), "nano": .int(Int64(nano))] }
}
