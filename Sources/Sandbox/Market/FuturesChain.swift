import Market

/// The futures listed on a date: quarterly, monthly and perpetual contracts of a list of underlyings.
///
/// A new contract appears on the day after the old one expired, so the number of contracts does not change from day to
/// day and the count rule of seed 002 stays quiet on a quiet day.
enum FuturesChain {
    /// Contracts of one underlying that are listed at a time, at most.
    private static let mostDepth = 8

    private struct Underlying {
        let assetCode: String
        let shortCode: String
        let name: String
        /// Months between expiries; 0 for a perpetual contract.
        let months: Int
        let price: Double
        let decimals: Int
        let lot: Int
        /// Roubles that one contract is worth for each point of the price.
        let pointValue: Double
    }

    static func contracts(on date: CivilDate, count: Int) -> [Instrument] {
        var found: [Instrument] = []
        // Nearest contracts of every underlying first, then the next ones: what a small universe keeps is the liquid part.
        for depth in 0..<mostDepth {
            for (rank, underlying) in underlyings.enumerated() where found.count < count {
                if let contract = contract(underlying, rank: rank, depth: depth, on: date) { found.append(contract) }
            }
        }
        return found.sorted { $0.secid < $1.secid }
    }

    private static func contract(
        _ underlying: Underlying,
        rank: Int,
        depth: Int,
        on date: CivilDate
    ) -> Instrument? {
        guard underlying.months > 0 else {
            return depth == 0
                ? instrument(underlying, secid: underlying.shortCode, rank: rank, depth: 0, expiry: nil) : nil
        }
        guard let expiry = expiry(after: depth, months: underlying.months, on: date) else { return nil }
        let letters = Array("FGHJKMNQUVXZ")
        let secid = "\(underlying.shortCode)\(letters[expiry.month - 1])\(expiry.year % 10)"
        return instrument(underlying, secid: secid, rank: rank, depth: depth, expiry: expiry)
    }

    /// The expiry `depth` steps ahead of the nearest one that is not over.
    private static func expiry(after depth: Int, months: Int, on date: CivilDate) -> CivilDate? {
        var month = date.year * 12 + date.month - 1
        // Quarterly contracts expire in March, June, September and December.
        while (month % 12 + 1) % months != 0 { month += 1 }
        if let first = thirdThursday(month), first < date { month += months }
        return thirdThursday(month + depth * months)
    }

    private static func thirdThursday(_ month: Int) -> CivilDate? {
        guard let first = CivilDate(year: month / 12, month: month % 12 + 1, day: 1) else { return nil }
        let toThursday = (Weekday.thursday.rawValue - first.weekday.rawValue + 7) % 7
        return first.adding(days: toThursday + 14)
    }

    private static func instrument(
        _ underlying: Underlying,
        secid: String,
        rank: Int,
        depth: Int,
        expiry: CivilDate?
    ) -> Instrument {
        Instrument(
            secid: secid,
            market: .futures,
            name: expiry == nil ? underlying.name : "\(underlying.name)-\(monthText(expiry))",
            lotSize: underlying.lot,
            decimals: underlying.decimals,
            // Later contracts are dearer: a carry of about 15 % a year.
            basePrice: underlying.price * (1 + 0.0375 * Double(depth * max(1, underlying.months)) / 3),
            turnover: Liquidity.futuresTurnover(rank: rank, depth: depth),
            rank: rank + depth * underlyings.count,
            lotValue: underlying.pointValue,
            assetCode: underlying.assetCode,
            shortCode: underlying.shortCode,
            expiry: expiry
        )
    }

    /// `9.24`, as in the short name SBRF-9.24.
    private static func monthText(_ expiry: CivilDate?) -> String {
        expiry.map { "\($0.month).\($0.year % 100)" } ?? ""
    }

    private static let underlyings: [Underlying] = table.split(separator: "\n").compactMap { line in
        let fields = line.split(separator: " ")
        guard fields.count == 8, let months = Int(fields[3]), let price = Double(fields[4]),
            let decimals = Int(fields[5]), let lot = Int(fields[6]), let pointValue = Double(fields[7])
        else { return nil }
        return Underlying(
            assetCode: String(fields[0]),
            shortCode: String(fields[1]),
            name: String(fields[2]),
            months: months,
            price: price,
            decimals: decimals,
            lot: lot,
            pointValue: pointValue
        )
    }
}
