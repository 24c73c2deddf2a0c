import Foundation
import Market
import Store
import Testing

@Suite("Message content")
struct MessageContentTests {
    static let stored: [(MessageContent, String)] = [
        (.incident(alert: 7), #"{"incident":{"alert":7}}"#),
        (
            .incidentReply(alert: 7, reason: .sessionClosed),
            #"{"incidentReply":{"alert":7,"reason":"sessionClosed"}}"#
        ),
        (.digest(alerts: [7, 8]), #"{"digest":{"alerts":[7,8]}}"#),
        (
            .notice(.botBack(afterMinutes: 5)),
            #"{"notice":{"_0":{"arguments":{"minutes":"5"},"kind":"botBack"}}}"#
        ),
        (
            .hi2Report(HI2Report(date: CivilDate(dayNumber: 19_919), rows: [])),
            #"{"hi2Report":{"_0":{"date":"2024-07-15","isRecheck":false,"rows":[]}}}"#
        ),
        (.gapLeaders(date: CivilDate(dayNumber: 19_919)), #"{"gapLeaders":{"date":"2024-07-15"}}"#),
        (
            .morning(
                MorningNote(
                    key: PortfolioKey(owner: "u", market: .moex),
                    date: CivilDate(dayNumber: 19_919),
                    markets: [],
                    buy: ["SBER"],
                    sell: []
                )
            ),
            #"{"morning":{"_0":{"buy":["SBER"],"date":"2024-07-15","isHalted":false,"key":{"market":"MOEX","owner":"u"},"markets":[],"sell":[]}}}"#
        ),
        (.gapLeadersAgain(date: CivilDate(dayNumber: 19_919)), #"{"gapLeadersAgain":{"date":"2024-07-15"}}"#),
        (
            .shareLevels(
                ShareLevelsReport(
                    ticker: "SBER",
                    date: MoscowTime.date(of: Timestamp(seconds: 1_721_000_000)),
                    levels: GapLeader.Levels(
                        vwap: 290.5,
                        support: nil,
                        resistance: nil,
                        from: Timestamp(milliseconds: 5_000),
                        till: nil,
                        path: PricePath([
                            PricePath.Point(
                                at: Timestamp(milliseconds: 6_000),
                                price: 291,
                                vwap: 290.5,
                                support: nil,
                                resistance: nil
                            )
                        ])
                    )
                ),
                replyTo: 9
            ),
            #"{"shareLevels":{"_0":{"date":"2024-07-15","levels":{"from":5000,"path":{"points":[{"at":6000,"price":291,"vwap":290.5}]},"vwap":290.5},"ticker":"SBER"},"replyTo":9}}"#
        ),
        (
            .portfolioDay(PortfolioKey(owner: "desk", market: .moex), date: CivilDate(dayNumber: 19_919), replyTo: nil),
            #"{"portfolioDay":{"_0":{"market":"MOEX","owner":"desk"},"date":"2024-07-15"}}"#
        ),
        (.position(trip: 1_721_000_000_123), #"{"position":{"trip":1721000000123}}"#),
        (.tradingDay(date: CivilDate(dayNumber: 19_919)), #"{"tradingDay":{"date":"2024-07-15"}}"#),
        (
            .delayPlots(market: .futures, date: CivilDate(dayNumber: 19_919), endpoints: [.obstats]),
            #"{"delayPlots":{"date":"2024-07-15","endpoints":["obstats"],"market":"FO"}}"#
        ),
        (.text(RenderedMessage(html: "x")), #"{"text":{"_0":{"html":"x","isSilent":false,"keyboard":[]}}}"#),
        (
            .text(
                RenderedMessage(
                    html: "x",
                    fade: RenderedMessage.Fade(at: Timestamp(milliseconds: 1_721_000_000_007), withoutLine: "y")
                )
            ),
            #"{"text":{"_0":{"fade":{"at":1721000000007,"withoutLine":"y"},"html":"x","isSilent":false,"keyboard":[]}}}"#
        ),
        (.invitation(id: 3, language: "ru"), #"{"invitation":{"id":3,"language":"ru"}}"#),
        (
            .webLink(person: 7, name: "Анна", language: nil),
            #"{"webLink":{"name":"Анна","person":7}}"#
        ),
        (
            .edit(messageID: 5, RenderedMessage(html: "x")),
            #"{"edit":{"_1":{"html":"x","isSilent":false,"keyboard":[]},"messageID":5}}"#
        ),
        (
            .fade(messageID: 5, RenderedMessage(html: "x")),
            #"{"fade":{"_1":{"html":"x","isSilent":false,"keyboard":[]},"messageID":5}}"#
        ),
        (
            .plot(Feed(.futures, .obstats), date: CivilDate(dayNumber: 19_919), replyTo: nil),
            #"{"plot":{"_0":{"endpoint":"obstats","market":"FO"},"date":"2024-07-15"}}"#
        ),
        (
            .plotFiles(market: .futures, date: CivilDate(dayNumber: 19_919), endpoints: [], replyTo: 9),
            #"{"plotFiles":{"date":"2024-07-15","endpoints":[],"market":"FO","replyTo":9}}"#
        ),
    ]

    @Test("is stored as before, and what was stored before is read", arguments: stored)
    func json(content: MessageContent, text: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(content), as: UTF8.self) == text)
        #expect(try JSONDecoder().decode(MessageContent.self, from: Data(text.utf8)) == content)
        #expect(text.hasPrefix(#"{"\#(content.kind.rawValue)":"#))
    }

    @Test("the kinds have the names that they had")
    func names() {
        #expect(
            MessageContent.Kind.allCases.map(\.rawValue).sorted() == [
                "dayReport", "delayPlots", "digest", "edit", "fade", "gapLeaders", "gapLeadersAgain", "hi2Report",
                "incident",
                "incidentReply",
                "invitation", "morning", "notice", "plot", "plotFiles", "portfolioDay", "position",
                "shareLevels", "text", "tradingDay", "webLink", "weekReport",
            ]
        )
    }

    @Test("what must arrive, what is sent as files, and what shows an alert")
    func traits() {
        func kinds(_ isMeant: (MessageTraits) -> Bool) -> Set<MessageContent.Kind> {
            Set(MessageContent.Kind.allCases.filter { isMeant($0.traits) })
        }
        #expect(
            kinds(\.mustArrive) == [
                .incident, .incidentReply, .digest, .notice, .hi2Report, .gapLeaders, .gapLeadersAgain, .morning,
                .delayPlots,
                .dayReport,
                .weekReport, .portfolioDay, .position, .tradingDay,
            ]
        )
        #expect(
            kinds(\.isUpload) == [
                .delayPlots, .gapLeaders, .gapLeadersAgain, .plot, .plotFiles, .portfolioDay, .shareLevels,
            ]
        )
        #expect(kinds { $0.form == .files } == [.plotFiles])
        #expect(kinds(\.showsAlert) == [.incident, .digest])
    }

    @Test("a message counts as often as it has pictures, and names its market and alerts")
    func subjects() {
        let album = MessageContent.delayPlots(
            market: .futures,
            date: CivilDate(dayNumber: 19_919),
            endpoints: [.obstats, .futoi]
        )
        #expect(album.subject.cost == 2 && album.subject.market == .futures)
        let empty = MessageContent.plotFiles(
            market: .equities,
            date: CivilDate(dayNumber: 19_919),
            endpoints: [],
            replyTo: nil
        )
        #expect(empty.subject.cost == 1)
        #expect(MessageContent.digest(alerts: [4, 5]).alerts == [4, 5])
        #expect(MessageContent.incidentReply(alert: 4, reason: .worsened).alerts == [4])
        #expect(MessageContent.text(RenderedMessage(html: "x")).alerts.isEmpty)
    }
}
