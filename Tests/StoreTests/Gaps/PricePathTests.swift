import Market
import Store
import Testing

@Suite("Price path")
struct PricePathTests {
    private func path(_ count: Int) -> PricePath {
        PricePath(
            (0..<count).map {
                PricePath.Point(
                    at: Timestamp(seconds: Int64($0)),
                    price: Double($0),
                    vwap: 1,
                    support: nil,
                    resistance: nil
                )
            }
        )
    }

    @Test("keeps what a phone can show, the first and the last always", arguments: [0, 1, 119, 120, 121, 530, 5_000])
    func thinning(count: Int) {
        let prices = path(count).points.map(\.price)
        #expect(prices.count == min(count, PricePath.mostPoints))
        #expect(prices.first == (count > 0 ? 0 : nil) && prices.last == (count > 0 ? Double(count - 1) : nil))
        #expect(zip(prices, prices.dropFirst()).allSatisfy { $0 < $1 })
    }
}
