import Market
import Store
import TestKit
import Testing

@testable import Bot

/// Every command of the chat that takes a date, with every form in which people write one.
@Suite("Commands and the forms of a date", .timeLimit(.minutes(1)))
struct WordFormTests {
    /// The day before the bench's, a Sunday.
    private static let forms = [
        "вчера", "yesterday", "14.07", "14.7", "14.07.2024", "14.07.24", "2024-07-14", "14/07/2024", "14 июля",
        "14 Jul 2024", "July 14", "воскресенье", "Вс", "в воскресенье", "Sunday", "sun", "last Sunday",
        "прошлое воскресенье",
    ]

    @Test(
        "what takes a date takes every form of it, before and after the other words",
        arguments: [
            "/plot D", "/plot fo obstats D", "/plot D FO obstats", "/plot FO/obstats D", "/plot FO D", "/plot D fo",
            "/plot D фьючерсы", "/alerts D", "/alerts FO D", "/delays D", "/delays fo D", "/delays D FO obstats",
            "/top D", "/top FO D", "/hi2 D",
            "/hi2 D EQ", "/sessions D", "/sessions FO D", "/report D", "/report за D", "/report неделя D",
            "/report D week", "/gaps D", "/signals D", "/vwap SBER D", "/vwap D SBER", "/calendar D", "/calendar D FO",
            "/calendar FO D",
        ]
    )
    func dates(_ command: String) async throws {
        try await withBench { bench in
            let chat = BotBench.admin
            for (index, form) in Self.forms.enumerated() {
                let before = bench.telegram.texts.count
                let text = command.replacing("D", with: form)
                bench.telegram.push(bench.command(text, id: Int64(index + 1), from: BotBench.admin, chat: chat))
                try await bench.settle()
                let said = bench.telegram.texts.dropFirst(before).joined(separator: "\n")
                let asked = try await bench.store.commands.claim().map { "\($0.command)" }.joined()
                let isMeant = said.contains("14.07") || said.contains("14 июля") || asked.contains("2024-07-14")
                #expect(isMeant, "\(text): \(said) \(asked)")
                #expect(!said.contains("Не похоже на дату") && !said.contains("Пример"), "\(text): \(said)")
                bench.clock.advance(by: .seconds(5))
            }
        }
    }

    @Test(
        "what is no date is said to be none",
        arguments: [
            "/plot fo obstats D", "/alerts D", "/delays D", "/top D", "/hi2 D", "/sessions D", "/gaps D", "/signals D",
        ]
    )
    func nonsense(_ command: String) async throws {
        try await withBench { bench in
            let text = command.replacing("D", with: "скоро")
            bench.telegram.push(bench.command(text, id: 1, from: BotBench.admin, chat: BotBench.admin))
            try await bench.settle()
            #expect(bench.telegram.texts.last?.contains("Не похоже на дату: скоро") == true, "\(bench.telegram.texts)")
        }
    }

    @Test("a market alone narrows the plots that are offered, and the days beside them keep it")
    func plotOfAMarket() async throws {
        try await withBench { bench in
            bench.telegram.push(bench.command("/plot FO вчера", id: 1, from: BotBench.admin, chat: BotBench.admin))
            try await bench.settle()
            let keyboard = try #require(bench.telegram.calls("sendMessage").last?.arguments["reply_markup"])
            #expect(keyboard.contains("v1:do:plot:FO:obstats:2024-07-14") && !keyboard.contains("EQ"), "\(keyboard)")
            #expect(keyboard.contains("v1:do:plot:FO:2024-07-13") && keyboard.contains("v1:do:plot:FO:2024-07-15"))
        }
    }
}
