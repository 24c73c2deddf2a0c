/// A number of lots: what orders, books and trades count in.
///
/// Pieces are something else: positions and fills of the broker count in them (``units(lotSize:)``).
public struct Lots: Hashable, Sendable {
    /// Negative only in differences and short positions.
    public let count: Int64

    @inlinable public static var zero: Lots { Lots(0) }

    @inlinable
    public init(_ count: Int64) {
        self.count = count
    }

    /// - Throws: kind `overflow`.
    public func adding(_ other: Lots) throws(NumberError) -> Lots {
        let (sum, isTooLarge) = count.addingReportingOverflow(other.count)
        guard !isTooLarge else { throw NumberError(.overflow, "\(count) and \(other.count) lots are too many") }
        return Lots(sum)
    }

    /// - Throws: kind `overflow`.
    public func subtracting(_ other: Lots) throws(NumberError) -> Lots {
        let (rest, isTooLarge) = count.subtractingReportingOverflow(other.count)
        guard !isTooLarge else { throw NumberError(.overflow, "\(count) less \(other.count) lots are too many") }
        return Lots(rest)
    }

    /// Single shares or contracts.
    ///
    /// - Parameter lotSize: pieces in a lot (ISS `LOTSIZE`, of futures `LOTVOLUME`; the broker's `lot`).
    /// - Throws: kind `overflow`.
    public func units(lotSize: Int64) throws(NumberError) -> Int64 {
        let (units, isTooLarge) = count.multipliedReportingOverflow(by: lotSize)
        guard !isTooLarge else { throw NumberError(.overflow, "\(count) lots of \(lotSize) are too many") }
        return units
    }
}

extension Lots: Comparable {
    @inlinable
    public static func < (left: Lots, right: Lots) -> Bool { left.count < right.count }
}

extension Lots: ExpressibleByIntegerLiteral, CustomStringConvertible {
    @inlinable
    public init(integerLiteral count: Int64) {
        self.init(count)
    }

    public var description: String { "\(count)" }
}

extension Lots: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int64.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}
