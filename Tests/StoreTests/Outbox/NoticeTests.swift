import Foundation
import Market
import Store
import Testing

@Suite("Notices")
struct NoticeTests {
    private static let time = TimeOfDay("10:00") ?? .midnight
    private static let instant = Timestamp(milliseconds: 1_721_000_000_007)
    private static let loss = Notice.Loss(loss: 0.2103, limit: 0.2)
    private static let tally = Notice.SilenceTally(scope: "EQ, FO", firing: 1, closed: 0)

    /// A notice of every kind with its row, as every version has written it; an instant is the newer form of `since`.
    static let stored: [(Notice, String)] = [
        (.schedulerStarted(at: time), #"{"arguments":{"detail":"10:00"},"kind":"schedulerStarted"}"#),
        (.schedulerStopped(at: time), #"{"arguments":{"detail":"10:00"},"kind":"schedulerStopped"}"#),
        (.schedulerOff(since: .words("15:45")), #"{"arguments":{"since":"15:45"},"kind":"schedulerOff"}"#),
        (
            .schedulerSilent(since: .words("20.11 15:45")),
            #"{"arguments":{"since":"20.11 15:45"},"kind":"schedulerSilent"}"#
        ),
        (
            .schedulerSilent(since: .instant(instant)),
            #"{"arguments":{"since":"1721000000007"},"kind":"schedulerSilent"}"#
        ),
        (.schedulerBack(afterMinutes: 5), #"{"arguments":{"minutes":"5"},"kind":"schedulerBack"}"#),
        (.botBack(afterMinutes: 5), #"{"arguments":{"minutes":"5"},"kind":"botBack"}"#),
        (
            .botDeaf(since: .words("15:45"), cause: .noAnswer),
            #"{"arguments":{"cause":"no_answer","since":"15:45"},"kind":"botDeaf"}"#
        ),
        (.botChanged, #"{"arguments":{},"kind":"botChanged"}"#),
        (
            .jobFailed(job: "EQ1", detail: "timed out"),
            #"{"arguments":{"detail":"timed out","job":"EQ1"},"kind":"jobFailed"}"#
        ),
        (.silenceEnded(tally), #"{"arguments":{"closed":"0","firing":"1","scope":"EQ, FO"},"kind":"silenceEnded"}"#),
        (
            .silenceLifted(tally, by: "Борис (1002)"),
            #"{"arguments":{"closed":"0","firing":"1","scope":"EQ, FO","who":"Борис (1002)"},"kind":"silenceLifted"}"#
        ),
        (.clockResumed(aheadByMinutes: 90), #"{"arguments":{"minutes":"90"},"kind":"clockResumed"}"#),
        (.backupDamaged(detail: "page 3"), #"{"arguments":{"detail":"page 3"},"kind":"backupDamaged"}"#),
        (.haltedDailyLoss(loss), #"{"arguments":{"limit":"0.2","loss":"0.2103"},"kind":"haltedDailyLoss"}"#),
        (.haltedDrawdown(loss), #"{"arguments":{"limit":"0.2","loss":"0.2103"},"kind":"haltedDrawdown"}"#),
        (.haltedTotalLoss(loss), #"{"arguments":{"limit":"0.2","loss":"0.2103"},"kind":"haltedTotalLoss"}"#),
        (.haltedValueAtRisk(loss), #"{"arguments":{"limit":"0.2","loss":"0.2103"},"kind":"haltedValueAtRisk"}"#),
        (
            .positionStopped(code: "FLOT", price: 123.4, change: -0.05),
            #"{"arguments":{"change":"-0.05","code":"FLOT","price":"123.4"},"kind":"positionStopped"}"#
        ),
        (
            .positionsStopped(codes: "A B", count: 2),
            #"{"arguments":{"codes":"A B","count":"2"},"kind":"positionsStopped"}"#
        ),
        (
            .engineReduces(cause: .mismatch, detail: "SBER"),
            #"{"arguments":{"cause":"mismatch","detail":"SBER"},"kind":"engineReduces"}"#
        ),
        (
            .engineFlattened(by: "Вера (9)", reason: "сбой биржи"),
            #"{"arguments":{"reason":"сбой биржи","who":"Вера (9)"},"kind":"engineFlattened"}"#
        ),
        (
            .engineHalted(cause: .killSwitch, detail: "flatten"),
            #"{"arguments":{"cause":"killSwitch","detail":"flatten"},"kind":"engineHalted"}"#
        ),
        (.engineBlind(detail: "reset"), #"{"arguments":{"detail":"reset"},"kind":"engineBlind"}"#),
        (.engineOnReserve(channel: "lte"), #"{"arguments":{"channel":"lte"},"kind":"engineOnReserve"}"#),
        (.engineOnMain, #"{"arguments":{},"kind":"engineOnMain"}"#),
        (.engineClockAhead(seconds: 7), #"{"arguments":{"seconds":"7"},"kind":"engineClockAhead"}"#),
        (.engineClockBehind(seconds: 7), #"{"arguments":{"seconds":"7"},"kind":"engineClockBehind"}"#),
        (.engineClockRight, #"{"arguments":{},"kind":"engineClockRight"}"#),
        (
            .engineWideSpread(codes: "SBER GAZP", basisPoints: 12),
            #"{"arguments":{"codes":"SBER GAZP","count":"12"},"kind":"engineWideSpread"}"#
        ),
        (
            .engineReplayDiffers(place: "14:03:21, SBER", count: 12),
            #"{"arguments":{"count":"12","place":"14:03:21, SBER"},"kind":"engineReplayDiffers"}"#
        ),
        (.engineResumed(cause: .person), #"{"arguments":{"cause":"person"},"kind":"engineResumed"}"#),
        (.engineFailed(detail: "disk full"), #"{"arguments":{"detail":"disk full"},"kind":"engineFailed"}"#),
        (.engineBack(afterMinutes: 2), #"{"arguments":{"minutes":"2"},"kind":"engineBack"}"#),
    ]

    @Test("is stored as before, and what was stored before is read", arguments: stored)
    func json(notice: Notice, text: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(notice), as: UTF8.self) == text)
        #expect(try read(text) == notice)
    }

    @Test("every kind has its row above")
    func complete() {
        #expect(Set(Self.stored.map(\.0.kind)) == Set(Notice.Kind.allCases))
    }

    @Test("words that a row lacks are empty, a cause that it lacks is one of the others, and what is too much is left")
    func absentWords() throws {
        #expect(try read(#"{"arguments":{},"kind":"jobFailed"}"#) == .jobFailed(job: "", detail: ""))
        let deaf = #"{"arguments":{"since":"","cause":"","x":"y"},"kind":"botDeaf"}"#
        #expect(try read(deaf) == .botDeaf(since: .words(""), cause: .other))
    }

    @Test(
        "what is counted or measured is not made up: the error names the place",
        arguments: [
            (#"{"arguments":{},"kind":"botBack"}"#, "minutes: '' is not a whole number"),
            (#"{"arguments":{"minutes":"5.5"},"kind":"botBack"}"#, "minutes: '5.5' is not a whole number"),
            (#"{"arguments":{"loss":"a","limit":"1"},"kind":"haltedDrawdown"}"#, "loss: 'a' is not a number"),
            (#"{"arguments":{"detail":"now"},"kind":"schedulerStarted"}"#, "detail: 'now' is not a time of day"),
        ]
    )
    func unreadable(text: String, words: String) throws {
        let error = #expect(throws: DecodingError.self) { try read(text) }
        guard case .dataCorrupted(let context) = try #require(error) else {
            Issue.record("another error")
            return
        }
        #expect(context.debugDescription == words)
        #expect(context.codingPath.map(\.stringValue) == ["arguments"])
    }

    private func read(_ text: String) throws -> Notice {
        try JSONDecoder().decode(Notice.self, from: Data(text.utf8))
    }
}
