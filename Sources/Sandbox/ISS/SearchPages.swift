import Market
import Platform

/// `/iss/securities?q=`: instruments by a part of their code or name, which is how clients begin.
///
/// Columns and the rule of three letters are those of the exchange's public reference, https://iss.moex.com/iss/reference/5.
struct SearchPages {
    static let routes: [Route<ISSPage>] = [
        .any("/securities") { call in [ServedBlock("securities", table(call))] }
    ]

    private static let columns = Column.list(
        """
        id:i secid:s51 shortname:s189 regnumber:s189 name:s765 isin:s51 is_traded:i emitent_id:i emitent_title:s765
        emitent_inn:s30 emitent_okpo:s24 gosreg:s189 type:s93 group:s93 primary_boardid:s12 marketprice_boardid:s12
        """
    )
    /// Rows of a page at most.
    private static let pageSize = 100
    /// Words that are shorter are not looked for.
    private static let shortest = 3

    private static func table(_ call: ISSCall) -> Table {
        let query = call.query
        let today = MoscowTime.date(of: call.now)
        let words = (query.text("q") ?? "").lowercased().split(separator: " ").filter { $0.count >= shortest }
        var table = Table(columns: columns)
        // Nothing here is without trading.
        guard query.text("is_trading") != "0" else { return table }
        let found = AlgoPackSegment.allCases.filter { market in
            let board = Board(market)
            return (query.text("engine").map { $0 == board.engine } ?? true)
                && (query.text("market").map { $0 == board.market } ?? true)
        }
        .flatMap { call.market.instruments($0, on: today) }
        .filter { instrument in
            let texts = [instrument.secid.lowercased(), instrument.name.lowercased()]
            return words.allSatisfy { word in texts.contains { $0.contains(word) } }
        }
        for instrument in found.dropFirst(query.start).prefix(min(query.limit, pageSize)) {
            let board = Board(instrument.market).id
            let name = query.isEnglish ? instrument.secid : instrument.name
            let (type, group) = kind(of: instrument.market)
            table.append(named: [
                "id": .int(Int64(instrument.hash % 1_000_000)), "secid": .text(instrument.secid),
                "shortname": .text(name), "name": .text(name), "is_traded": .int(1), "type": .text(type),
                "group": .text(group), "primary_boardid": .text(board), "marketprice_boardid": .text(board),
            ])
        }
        return table
    }

    private static func kind(of market: AlgoPackSegment) -> (type: String, group: String) {
        switch market {
        case .equities: ("common_share", "stock_shares")
        case .currency: ("currency", "currency_selt")
        case .futures: ("futures", "futures_forts")
        }
    }
}
