import Market

/// Which instruments exist on a date.
struct Universe: Sendable {
    let shares: [Instrument]
    let pairs: [Instrument]
    private let futuresCount: Int

    init(shareCount: Int, pairCount: Int, futuresCount: Int) {
        shares = Self.makeShares(shareCount)
        pairs = Self.allPairs.prefix(max(1, pairCount)).sorted { $0.secid < $1.secid }
        self.futuresCount = max(1, futuresCount)
    }

    /// The instruments of a market, ascending by secid as the exchange lists them.
    func instruments(_ market: MarketID, on date: CivilDate) -> [Instrument] {
        switch market {
        case .equities: shares
        case .currency: pairs
        case .futures: FuturesChain.contracts(on: date, count: futuresCount)
        }
    }

    private static func makeShares(_ count: Int) -> [Instrument] {
        let known = knownShares.split(separator: "\n").map { $0.split(separator: " ") }
        var shares: [Instrument] = []
        for rank in 0..<max(1, count) {
            let fields = rank < known.count ? known[rank] : []
            // Beyond the real codes: invented ones, four letters, so that large universes can be tried.
            let invented = "ZZ\(letter(rank / 26 % 26))\(letter(rank % 26))"
            let secid = fields.count == 5 ? String(fields[0]) : invented
            let price = fields.count == 5 ? Double(fields[4]) ?? 100 : 50 + Double(rank)
            // The fifty names at the top trade in every slot, then it thins out.
            let activity = rank < 50 ? 1 : max(0.25, 1 - Double(rank - 49) * 0.012)
            shares.append(
                Instrument(
                    secid: secid,
                    market: .equities,
                    name: fields.count == 5 ? String(fields[1]).replacing("_", with: " ") : "Акция \(invented)",
                    lotSize: fields.count == 5 ? Int(fields[2]) ?? 1 : 10,
                    decimals: fields.count == 5 ? Int(fields[3]) ?? 2 : 2,
                    basePrice: price,
                    activity: activity,
                    typicalVolume: max(20, 9_000 / Double(rank + 3))
                )
            )
        }
        return shares.sorted { $0.secid < $1.secid }
    }

    private static func letter(_ index: Int) -> Character {
        Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index % 26)))
    }

    private static let allPairs: [Instrument] = [
        pair("CNYRUB_TOM", "CNYRUB_TOM", 1_000, 4, 12.1, 1, 3_000),
        pair("CNYRUB_TOD", "CNYRUB_TOD", 1_000, 4, 12.09, 1, 900),
        pair("BYNRUB_TOM", "BYNRUB_TOM", 1_000, 4, 27.3, 0.8, 15),
        pair("KZTRUB_TOM", "KZTRUB_TOM", 1_000, 4, 18.4, 0.7, 20),
        pair("TRYRUB_TOM", "TRYRUB_TOM", 1_000, 4, 2.66, 0.6, 8),
        pair("GLDRUB_TOM", "GLDRUB_TOM", 1, 2, 6_850, 0.9, 400),
        pair("SLVRUB_TOM", "SLVRUB_TOM", 100, 2, 84.2, 0.6, 30),
        pair("AEDRUB_TOM", "AEDRUB_TOM", 1_000, 4, 23.9, 0.4, 5),
    ]

    private static func pair(
        _ secid: String,
        _ name: String,
        _ lot: Int,
        _ decimals: Int,
        _ price: Double,
        _ activity: Double,
        _ volume: Double
    ) -> Instrument {
        Instrument(
            secid: secid,
            market: .currency,
            name: name,
            lotSize: lot,
            decimals: decimals,
            basePrice: price,
            activity: activity,
            typicalVolume: volume
        )
    }
}
