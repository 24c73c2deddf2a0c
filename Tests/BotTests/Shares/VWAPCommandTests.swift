import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("/vwap", .timeLimit(.minutes(2)))
struct VWAPCommandTests {
    @Test("leaves the question to the scheduler, which alone may ask the exchange")
    func question() async throws {
        try await withChatBench { bench in
            try await bench.say("/vwap sber 15.07")
            try await bench.settle()
            let record = try #require(try await bench.store.commands.claim().first)
            guard case .share(.levels(let ticker, let date, _, let replyTo, _)) = record.command else {
                Issue.record("\(record.command)")
                return
            }
            #expect(ticker == "SBER" && date == CivilDate("2024-07-15") && replyTo != nil)
        }
    }

    @Test(
        "says what it needs",
        arguments: [
            ("/vwap", "Какая акция"), ("/vwap S<BER", "Какая акция"), ("/vwap SBER 32.13", "32.13"),
            ("/vwap SBER 2031-01-01", "2031-01-01"),
        ]
    )
    func usage(text: String, answer: String) async throws {
        try await withChatBench { bench in
            try await bench.say(text)
            try await bench.settle()
            #expect(bench.texts().last?.contains(answer) == true, "\(bench.texts())")
            #expect(try await bench.store.commands.queuedCount() == 0)
        }
    }
}
