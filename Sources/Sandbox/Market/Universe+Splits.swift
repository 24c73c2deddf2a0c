import Market

extension Universe {
    /// Splits of the embedded market: those of two of the exchange's shares, whose prices here are of the time after them.
    static let splits: [ShareSplit] = [
        ("TRNFP", "2024-02-21", 1.0, 100.0), ("GMKN", "2024-04-08", 1.0, 100.0),
    ].compactMap { secid, date, before, after in
        CivilDate(date).flatMap { ShareSplit(secid: SecID(secid), date: $0, before: before, after: after) }
    }

    /// Shares as they were before each of the splits; the earliest first.
    static func eras(of shares: [Instrument]) -> [(until: CivilDate, shares: [Instrument])] {
        var eras: [(until: CivilDate, shares: [Instrument])] = []
        var shares = shares
        for split in splits.sorted(by: { $0.date > $1.date }) {
            guard let place = shares.firstIndex(where: { $0.secid == split.secid.text }) else { continue }
            shares[place] = shares[place].before(split)
            eras.insert((split.date, shares), at: 0)
        }
        return eras
    }
}

extension Instrument {
    /// The share in old shares.
    fileprivate func before(_ split: ShareSplit) -> Instrument {
        Instrument(
            secid: secid,
            market: market,
            name: name,
            lotSize: 1,
            decimals: decimals,
            basePrice: basePrice * split.ratio,
            turnover: liquidity.turnover,
            rank: rank
        )
    }
}
