import Market

/// Which instruments exist on a date.
struct Universe: Sendable {
    let shares: [Instrument]
    private let eras: [(until: CivilDate, shares: [Instrument])]
    let pairs: [Instrument]
    private let futuresCount: Int

    init(shareCount: Int, pairCount: Int, futuresCount: Int) {
        shares = Self.makeShares(shareCount)
        eras = Self.eras(of: shares)
        pairs = Self.makePairs(pairCount)
        self.futuresCount = max(1, futuresCount)
    }

    /// The instruments of a market, ascending by secid as the exchange lists them.
    func instruments(_ market: AlgoPackSegment, on date: CivilDate) -> [Instrument] {
        switch market {
        case .equities: eras.first { date < $0.until }?.shares ?? shares
        case .currency: pairs
        case .futures: FuturesChain.contracts(on: date, count: futuresCount)
        }
    }

    private static func makeShares(_ count: Int) -> [Instrument] {
        let known = (knownShares + "\n" + smallShares).split(separator: "\n").map { $0.split(separator: " ") }
        var shares: [Instrument] = []
        for rank in 0..<max(1, count) {
            let fields = rank < known.count ? known[rank] : []
            // Beyond the real codes: invented ones, four letters, so that large universes can be tried.
            let invented = "ZZ\(letter(rank / 26 % 26))\(letter(rank % 26))"
            let secid = fields.count == 5 ? String(fields[0]) : invented
            let price = fields.count == 5 ? Double(fields[4]) ?? 100 : 50 + Double(rank)
            shares.append(
                Instrument(
                    secid: secid,
                    market: .equities,
                    name: fields.count == 5 ? String(fields[1]).replacing("_", with: " ") : "Акция \(invented)",
                    lotSize: fields.count == 5 ? Int(fields[2]) ?? 1 : 10,
                    decimals: fields.count == 5 ? Int(fields[3]) ?? 2 : 2,
                    basePrice: price,
                    turnover: Liquidity.shareTurnover(rank: rank),
                    rank: rank
                )
            )
        }
        return shares.sorted { $0.secid < $1.secid }
    }

    private static func letter(_ index: Int) -> Character {
        Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index % 26)))
    }

    private static func makePairs(_ count: Int) -> [Instrument] {
        let lines = knownPairs.split(separator: "\n").map { $0.split(separator: " ") }.prefix(max(1, count))
        let pairs = lines.enumerated().compactMap { rank, fields -> Instrument? in
            guard fields.count == 6, let lot = Int(fields[1]), let face = Int(fields[2]), let digits = Int(fields[3]),
                let price = Double(fields[4]), let turnover = Double(fields[5])
            else { return nil }
            return Instrument(
                secid: String(fields[0]),
                market: .currency,
                name: String(fields[0]),
                lotSize: lot,
                decimals: digits,
                basePrice: price,
                turnover: turnover,
                rank: rank,
                faceValue: face
            )
        }
        return pairs.sorted { $0.secid < $1.secid }
    }

    /// Pairs and metals of the CETS board by liquidity: code, lot, units the price is for, digits, price, roubles in an
    /// ordinary slot.
    ///
    /// About twelve have a book and half of them trade in a slot (1300 and 700 rows on 2026-01-09).
    private static let knownPairs = """
        CNYRUB_TOM 1000 1 4 12.1 400000000
        CNYRUB_TOD 1000 1 4 12.09 30000000
        GLDRUB_TOM 1 1 2 6850 12000000
        CNYRUB_TMS 1000 1 4 12.1 9000000
        BYNRUB_TOM 1000 1 4 27.3 500000
        KZTRUB_TOM 10000 100 4 18.4 200000
        SLVRUB_TOM 100 1 2 84.2 150000
        TRYRUB_TOM 10000 10 4 26.6 20000
        AEDRUB_TOM 1000 1 4 23.9 8000
        GLDRUB_TOD 1 1 2 6845 6000
        AMDRUB_TOM 10000 100 4 22.7 3000
        UZSRUB_TOM 1000000 10000 4 70.1 3000
        """
}
