import Market
import Store

extension Holding {
    /// A holding whose stop and mark are given as text; the take lies at 1,000,000.
    static func example(
        _ code: String,
        lots: Lots,
        entry: String,
        stop: String,
        take: String = "1000000",
        openedOn: CivilDate
    ) -> Holding {
        func price(_ text: String) -> Price { Price(text) ?? .zero }
        return Holding(
            secid: SecID(code),
            strategy: .breakout,
            openedOn: openedOn,
            lots: lots,
            lotSize: 1,
            entry: price(entry),
            stop: price(stop),
            stopDistance: price("4"),
            best: price(entry),
            take: price(take),
            mark: price(entry)
        )
    }
}
