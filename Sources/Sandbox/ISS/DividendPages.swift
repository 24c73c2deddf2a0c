import Market
import Platform

/// `/iss/securities/{secid}/dividends`: what a share has paid and announced, by the day on which its register is closed.
///
/// Columns are those of the exchange's public answer, https://iss.moex.com/iss/securities/SBER/dividends. Each share of the embedded
/// market pays once a year, on a day of its own.
struct DividendPages {
    static let routes: [Route<ISSPage>] = [
        .any("/securities/{secid}/dividends") { call in
            let date = MoscowTime.date(of: call.now)
            let secid = call.path.text("secid").uppercased()
            let share = call.market.instruments(.equities, on: date).first { $0.secid.uppercased() == secid }
            return [ServedBlock("dividends", share.map { table(of: $0, around: date.year) } ?? Table(columns: columns))]
        }
    ]

    private static let columns = Column.list("secid:s36 isin:s36 registryclosedate:date value:d currencyid:s9")

    private static func table(of share: Instrument, around year: Int) -> Table {
        var table = Table(columns: columns)
        let hash = StableHash(share.hash).with("dividend")
        // What is announced lies a few months ahead at most; one of the next year nobody knows yet.
        for year in (year - 2)...year {
            guard let first = CivilDate(year: year, month: 5, day: 1) else { continue }
            table.append(named: [
                "secid": .text(share.secid), "isin": .null,
                "registryclosedate": .text(first.adding(days: hash.whole(0...90)).description),
                "value": .rounded(share.basePrice * hash.with(1).within(0.01...0.12), 2), "currencyid": .text("RUB"),
            ])
        }
        return table
    }
}
