import Market
import Platform
import Store

/// What another service answered, read with suspicion.
struct GapServiceAnswer {
    private let url: String
    private let json: JSON

    init(_ url: String, _ json: JSON) {
        self.url = url
        self.json = json
    }

    /// `{results: [{ticker, uid, prev_close, open, gap}]}`; only ticker and gap are needed, and other fields do not matter.
    func gaps() throws(GapServiceError) -> [GapFinding] {
        guard let results = json["results"]?.array else { throw missing("results, a list") }
        var findings: [GapFinding] = []
        for (index, result) in results.enumerated() {
            guard let ticker = result["ticker"]?.string, InstrumentID(.moex, SecID(ticker)) != nil else {
                throw missing("results[\(index)].ticker, a code such as SBER")
            }
            guard let gap = result["gap"]?.double, gap.isFinite else {
                throw missing("results[\(index)].gap, a fraction such as 0.0384")
            }
            findings.append(
                GapFinding(
                    ticker: ticker,
                    uid: result["uid"]?.string ?? ticker,
                    previousClose: result["prev_close"]?.double,
                    open: result["open"]?.double,
                    gap: gap,
                    // Another scanner says nothing of dividends and splits.
                    doubts: [.splits, .dividends]
                )
            )
        }
        return findings
    }

    /// `{vwap, support, resistance}`, and `from` and `till` where they are told; null where there is nothing yet.
    func levels() throws(GapServiceError) -> LevelsFinding? {
        guard let vwap = json["vwap"] else { throw missing("vwap, a price or null") }
        guard vwap != .null else { return nil }
        guard let price = vwap.double, price.isFinite, price > 0 else { throw missing("vwap, a price or null") }
        return LevelsFinding(
            vwap: price,
            support: try level("support"),
            resistance: try level("resistance"),
            from: json["from"]?.string.flatMap { MoscowTime.instant($0) },
            till: json["till"]?.string.flatMap { MoscowTime.instant($0) }
        )
    }

    private func level(_ name: String) throws(GapServiceError) -> Double? {
        guard let value = json[name] else { throw missing("\(name), a price or null") }
        guard value != .null else { return nil }
        guard let price = value.double, price.isFinite else { throw missing("\(name), a price or null") }
        return price
    }

    private func missing(_ what: String) -> GapServiceError {
        GapServiceError(.missingField, url: url, "the answer lacks \(what)")
    }
}
