import Market
import Platform

/// The broker's own forms of numbers and times (proto3 JSON mapping: 64-bit integers are text).
enum BrokerJSON {
    static func quotation(_ price: Price) -> JSON {
        ["units": .string(String(price.units)), "nano": .int(Int64(price.nano))]
    }

    static func money(_ price: Price, currency: String = "rub") -> JSON {
        ["currency": .string(currency), "units": .string(String(price.units)), "nano": .int(Int64(price.nano))]
    }

    /// An amount to a billionth of a rouble, what is below cut.
    static func money(_ money: Money, currency: String = "rub") -> JSON {
        let nanos = money.attos / 1_000_000_000
        let (units, nano) = nanos.quotientAndRemainder(dividingBy: 1_000_000_000)
        return [
            "currency": .string(currency), "units": .string(String(units)),
            "nano": .int(Int64(truncatingIfNeeded: nano)),
        ]
    }

    static func quotation(_ money: Money) -> JSON {
        let nanos = money.attos / 1_000_000_000
        let (units, nano) = nanos.quotientAndRemainder(dividingBy: 1_000_000_000)
        return ["units": .string(String(units)), "nano": .int(Int64(truncatingIfNeeded: nano))]
    }

    static func quotation(whole number: Int64) -> JSON { ["units": .string(String(number)), "nano": 0] }

    static func count(_ number: Int64) -> JSON { .string(String(number)) }

    static func time(_ instant: Timestamp?) -> JSON {
        .string(RFC3339.text(instant ?? Timestamp(seconds: 0)))
    }

    /// The time as it is written on a message of the market, or none.
    static func optionalTime(_ instant: Timestamp?) -> JSON? { instant.map { time($0) } }
}
