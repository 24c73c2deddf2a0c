import Market
import Operations
import Testing

@Suite("What the words of a command name")
struct FeedWishTests {
    private static let today = CivilDate(dayNumber: 19_919)  // 2024-07-15, a Monday

    @Test(
        "market, data set and day in any order and form",
        arguments: [
            ("FO obstats вчера", "FO", "obstats", "2024-07-14", ""), ("вчера fo", "FO", "", "2024-07-14", ""),
            ("FO/obstats", "FO", "obstats", "", ""), ("fo.obstats чт", "FO", "obstats", "2024-07-11", ""),
            ("FO · obstats", "FO", "obstats", "", ""), ("фьючерсы, четверг", "FO", "", "2024-07-11", ""),
            ("Акции", "EQ", "", "", ""), ("currency tradestats", "FX", "tradestats", "", ""),
            ("FO orderstats", "FO", "orderstats", "", ""), ("fo-orderstats", "", "", "", "fo-orderstats"),
            ("FO EQ", "FO", "", "", "EQ"), ("вчера сегодня", "", "", "2024-07-14", "сегодня"),
            ("soon", "", "", "", "soon"),
        ]
    )
    func words(_ text: String, _ market: String, _ endpoint: String, _ date: String, _ rest: String) {
        let wish = FeedWish(text.split(separator: " ").map(String.init), today: Self.today)
        #expect(wish.market?.rawValue ?? "" == market)
        #expect(wish.endpoint?.rawValue ?? "" == endpoint)
        #expect(wish.date?.description ?? "" == date)
        #expect(wish.rest.joined(separator: " ") == rest)
    }

    @Test("a feed that the exchange does not have is none, and no day is read where none can be meant")
    func edges() {
        #expect(FeedWish(["FO", "orderstats"]).feed == nil)
        #expect(FeedWish(["FO", "obstats"]).feed == Feed(.futures, .obstats))
        #expect(FeedWish(["вчера"]).rest == ["вчера"])
        #expect(FeedWish(["FO"]).covers(Feed(.futures, .futoi)) && !FeedWish(["FO"]).covers(Feed(.equities, .hi2)))
    }
}
