package import Market

/// Daily collection from the Korea Exchange: all shares of KOSPI, KOSDAQ and KONEX of a day in one answer.
///
/// `MDCSTAT01501` has prices, turnover and capitalisation, `MDCSTAT03501` ratios to earnings and book value and the dividend yield, in
/// per cent; field names as pykrx reads them. Prices are as they were, not adjusted for splits: a day's change counts from the base price,
/// which is the close before in the shares of the day.
package struct KRXShares: ShareSource {
    private let client: KRXClient

    package init(_ client: KRXClient) {
        self.client = client
    }

    package var market: ShareMarket { .krx }

    package func snapshot(on date: CivilDate) async throws -> ShareSnapshot {
        // On a day without trading the exchange says nothing of prices; the last one that had any is asked.
        let date = KoreanTradingDays.isTradingDay(date) ? date : KoreanTradingDays.previous(before: date)
        var snapshot = ShareSnapshot()
        var capitalisations: [SecID: Double] = [:]
        for row in try await prices(on: date) {
            let secid = SecID(try row.text("ISU_SRT_CD"))
            snapshot.listings.append(
                ShareListing(
                    secid: secid,
                    name: try row.text("ISU_ABBRV"),
                    isin: try row.text("ISU_CD"),
                    board: try row.text("MKT_NM")
                )
            )
            capitalisations[secid] = try row.number("MKTCAP")
        }
        for row in try await ratios(on: date) {
            let secid = SecID(try row.text("ISU_SRT_CD"))
            snapshot.fundamentals.append(
                ShareFundamentals(
                    secid: secid,
                    date: date,
                    capitalisation: capitalisations.removeValue(forKey: secid),
                    priceToEarnings: try row.number("PER").flatMap { $0 > 0 ? $0 : nil },
                    priceToBook: try row.number("PBR").flatMap { $0 > 0 ? $0 : nil },
                    dividendYield: try row.number("DVD_YLD").map { $0 / 100 },
                    dividendPerShare: try row.number("DPS")
                )
            )
        }
        // Those without ratios, such as preferred shares.
        for (secid, capitalisation) in capitalisations.sorted(by: { $0.key < $1.key }) {
            snapshot.fundamentals.append(
                ShareFundamentals(secid: secid, date: date, capitalisation: capitalisation)
            )
        }
        return snapshot
    }

    package func candles(on date: CivilDate) async throws -> [DailyCandle] {
        try await prices(on: date).compactMap { row in
            // A share that is halted has a close, and zeros for the rest.
            guard let open = try row.number("TDD_OPNPRC"), let high = try row.number("TDD_HGPRC"),
                let low = try row.number("TDD_LWPRC"), let close = try row.number("TDD_CLSPRC"), open > 0, close > 0
            else { return nil }
            return DailyCandle(
                secid: SecID(try row.text("ISU_SRT_CD")),
                date: date,
                open: open,
                high: high,
                low: low,
                close: close,
                volume: try row.number("ACC_TRDVOL") ?? 0,
                value: try row.number("ACC_TRDVAL") ?? 0,
                base: try Self.base(of: row, close: close)
            )
        }
    }

    /// The price from which the day's change counts; nil where the change in won and the one in per cent do not say the same.
    private static func base(of row: KRXRow, close: Double) throws(ExchangeError) -> Double? {
        guard let change = try row.number("CMPPREVDD_PRC"), let rate = try row.number("FLUC_RT"), close > change,
            abs(change / (close - change) * 100 - rate) < 0.02
        else { return nil }
        return close - change
    }

    private func prices(on date: CivilDate) async throws -> [KRXRow] {
        let fields = [
            ("mktId", "ALL"), ("trdDd", Self.text(date)), ("share", "1"), ("money", "1"), ("csvxls_isNo", "false"),
        ]
        return try await client.rows("MDCSTAT01501", fields, in: "OutBlock_1")
    }

    private func ratios(on date: CivilDate) async throws -> [KRXRow] {
        let fields = [("searchType", "1"), ("mktId", "ALL"), ("trdDd", Self.text(date)), ("csvxls_isNo", "false")]
        return try await client.rows("MDCSTAT03501", fields, in: "output")
    }

    /// `20261120`.
    private static func text(_ date: CivilDate) -> String {
        String(date.description.filter { $0 != "-" })
    }
}
