import Market
import Platform

/// An instrument as the broker names and counts it.
struct BrokerInstrument: Hashable, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case share, currency, futures
    }

    let instrument: Instrument

    var ticker: String { instrument.secid }

    var kind: Kind {
        switch instrument.market {
        case .equities: .share
        case .currency: .currency
        case .futures: .futures
        }
    }

    var classCode: String {
        switch instrument.market {
        case .equities: "TQBR"
        case .currency: "CETS"
        case .futures: "SPBFUT"
        }
    }

    /// Pieces in a lot; of futures one contract.
    var lot: Int64 { instrument.market == .futures ? 1 : Int64(instrument.lotSize) }

    /// Made up, and told by its letters: real FIGIs do not begin so.
    var figi: String { "SBX\(Self.digits(hash.with("figi").value).prefix(9).uppercased())" }

    var uid: String { Self.uuid(hash.with("uid")) }
    var positionUID: String { Self.uuid(hash.with("position")) }

    private var hash: StableHash { StableHash(instrument.hash).with(classCode) }

    private var nanosPerTick: Int64 {
        (instrument.decimals..<9).reduce(Int64(1)) { number, _ in number * 10 }
    }

    /// The price step, one of the last digit.
    var step: Price { price(ticks: 1) }

    /// Roubles that one lot is worth for each unit of the price.
    var lotValue: Price { Self.price(nanos: Int64((instrument.lotValue * 1e9).rounded())) }

    func price(ticks: Int64) -> Price { Self.price(nanos: ticks.saturatingProduct(nanosPerTick)) }

    /// nil for a price off the grid.
    func ticks(of price: Price) -> Int64? {
        price.nanos % nanosPerTick == 0 ? price.nanos / nanosPerTick : nil
    }

    /// Roubles of so many lots at a price.
    func value(_ price: Price, _ lots: Int64) -> Money { Money(price, Lots(lots), lotValue: lotValue) }

    private static func price(nanos: Int64) -> Price {
        // Beyond the largest price there is nothing that the generated market could make.
        (try? Price(nanos: nanos)) ?? Price.limit
    }

    private static func uuid(_ hash: StableHash) -> String {
        let text = digits(hash.value) + digits(hash.with(1).value)
        let groups = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
        return groups.map { String(text.dropFirst($0.0).prefix($0.1 - $0.0)) }.joined(separator: "-")
    }

    private static func digits(_ number: UInt64) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
