/// A number of lots: what orders, books and trades count in.
///
/// Pieces are something else: positions and fills of the broker count in them (``units(lotSize:)``).
package struct Lots: Hashable, Sendable {
    /// Negative only in differences and short positions.
    package let count: Int64

    package static let zero = Lots(0)

    package init(_ count: Int64) {
        self.count = count
    }

    /// - Throws: kind `overflow`.
    package func adding(_ other: Lots) throws(NumberError) -> Lots {
        let (sum, isTooLarge) = count.addingReportingOverflow(other.count)
        guard !isTooLarge else { throw NumberError(.overflow, "\(count) and \(other.count) lots are too many") }
        return Lots(sum)
    }

    /// - Throws: kind `overflow`.
    package func subtracting(_ other: Lots) throws(NumberError) -> Lots {
        let (rest, isTooLarge) = count.subtractingReportingOverflow(other.count)
        guard !isTooLarge else { throw NumberError(.overflow, "\(count) less \(other.count) lots are too many") }
        return Lots(rest)
    }

    /// Single shares or contracts.
    ///
    /// - Parameter lotSize: pieces in a lot (ISS `LOTSIZE`, of futures `LOTVOLUME`; the broker's `lot`).
    /// - Throws: kind `overflow`.
    package func units(lotSize: Int64) throws(NumberError) -> Int64 {
        let (units, isTooLarge) = count.multipliedReportingOverflow(by: lotSize)
        guard !isTooLarge else { throw NumberError(.overflow, "\(count) lots of \(lotSize) are too many") }
        return units
    }
}

extension Lots: Comparable {
    package static func < (left: Lots, right: Lots) -> Bool { left.count < right.count }
}

extension Lots: ExpressibleByIntegerLiteral, CustomStringConvertible {
    package init(integerLiteral count: Int64) {
        self.init(count)
    }

    package var description: String { "\(count)" }
}

extension Lots: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}
