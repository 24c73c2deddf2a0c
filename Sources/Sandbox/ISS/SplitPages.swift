import Market
import Platform

/// `/iss/statistics/engines/stock/splits[/{secid}]`: splits and consolidations of shares up to now, by their first day in new shares.
///
/// Columns are those of the exchange's public answer, https://iss.moex.com/iss/statistics/engines/stock/splits.
struct SplitPages {
    static let routes: [Route<ISSPage>] = [
        .any("/statistics/engines/stock/splits") { call in [block(call, only: nil)] },
        .any("/statistics/engines/stock/splits/{secid}") { call in [block(call, only: call.path.text("secid"))] },
    ]

    private static func block(_ call: ISSCall, only secid: String?) -> ServedBlock {
        var table = Table(columns: Column.list("tradedate:date secid:s36 before:i after:i"))
        let today = MoscowTime.date(of: call.now)
        let listed = Set(call.market.instruments(.equities, on: today).map(\.secid))
        for split in Universe.splits where split.date <= today && listed.contains(split.secid.text) {
            guard secid == nil || secid?.uppercased() == split.secid.text else { continue }
            table.append([
                .text(split.date.description), .text(split.secid.text), .int(Int64(split.before)),
                .int(Int64(split.after)),
            ])
        }
        return ServedBlock("splits", table)
    }
}
