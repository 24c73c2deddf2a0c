import Foundation
import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@testable import Bot

/// Every command and every route of a button, with numbers and dates that have ended programs.
@Suite("Hostile commands and presses", .timeLimit(.minutes(5)))
struct HostileChatTests {
    /// A payload of each kind that a route reads; a route without one fails the test.
    private static let payloads: [String: [String]] = [
        "inc": ["1:take", "1:s30", "1:sopen", "1:check", "1:why", "1:free", "1:give", "1:to8", "1:close", "1:reopen"],
        "set": ["root", "h:22-7", "d:15", "m:hold", "th:all", "tn:EQ", "tg:EQ"],
        "cal": [
            "y:2026:0", "m:2026:0", "d:202611:0", "k:20261120:0", "f:202611:0", "l:20261120:202611:0",
            "r:20261120-5:0", "s:20261120-5:EQ:0", "t:20261120:ALL:0", "c:20261120-5:EQ:s1400:0",
            "a:20261120:EQ:c:0:0", "u:1:1:0", "h:20261120:EQ:0", "o:20261120:0", "q:20261120:EQ:1:0", "x:0",
        ],
        "sil": ["1"], "pau": ["EQ1"], "trip": ["7:half", "7:all"],
        "do": ["plot", "plot:FO:obstats", "silence:new", "silence:FO:all:30", "report:week", "delays:EQ", "people:x"],
        "file": ["EQ:tradestats:2026-11-20", "EQ:all:2026-11-20"], "run": ["EQ1", "hi2_check"],
        "ppl": ["l:0", "p:9:0", "r:9:viewer:0", "d:9:0", "i:0", "n:viewer:0", "w:1:0", "x:0"],
        "ok": ["0123456789abcdef:y", "0123456789abcdef:a"], "lang": ["ru"], "aud": ["0", "5"], "noop": ["", "1"],
    ]

    private func dispatcher(_ bench: BotBench) -> Dispatcher {
        let context = BotContext(
            store: OperationsStore(bench.store),
            calendars: CalendarCache(store: bench.store.calendar),
            clock: bench.clock,
            options: bench.options,
            log: Log(component: "test", threshold: .critical, clock: bench.clock)
        )
        return Dispatcher(context: context, client: bench.client)
    }

    @Test("no command ends the bot, and what it leaves for the scheduler is in range")
    func commands() async throws {
        try await withBench { bench in
            let dispatcher = dispatcher(bench)
            var id: Int64 = 0
            var random = SeededRandom(seed: 15)
            for command in ChatCommands.all {
                for hostile in Self.some(&random) {
                    let lines = [
                        [hostile], [hostile, hostile], ["EQ", hostile], [hostile, "EQ"], ["week", hostile],
                        ["EQ", "obstats", hostile], ["2026-11-20", "EQ", hostile], [hostile, "EQ", "short", hostile],
                        ["add", hostile, "viewer"], ["quiet", hostile, "7:00"], ["escalation", hostile, hostile],
                    ]
                    for words in lines {
                        id += 1
                        let text = (["/\(command.name)"] + words).joined(separator: " ")
                        let reaction = try await dispatcher.react(
                            to: update(id, .message(try message(text, id: id))),
                            botName: "mayak_bot"
                        )
                        try check(reaction, text)
                    }
                }
            }
            #expect(id > 3_000)
        }
    }

    /// The worst, and others by chance: all of them everywhere take a minute.
    private static func some(_ random: inout SeededRandom) -> [String] {
        ["0001-01-01", "9999-12-31", "9223372036854775807", "-9223372036854775808"]
            + HostileValues.texts.shuffled(using: &random).prefix(14)
    }

    @Test(
        "a date out of range is answered with the range",
        arguments: ["/report", "/report week", "/hi2", "/plot eq obstats"]
    )
    func range(_ command: String) async throws {
        try await withBench { bench in
            bench.telegram.push(bench.command("\(command) 0001-01-01", id: 1, from: BotBench.viewer))
            try await bench.settle()
            #expect(bench.telegram.texts == ["0001-01-01: нужна дата от 01.01.1900 до 31.12.2199"])
        }
    }

    @Test("no press ends the bot")
    func presses() async throws {
        try await withBench { bench in
            let dispatcher = dispatcher(bench)
            #expect(Set(dispatcher.buttons.map(\.route)) == Set(Self.payloads.keys), "a route without a payload here")
            var id: Int64 = 0
            var random = SeededRandom(seed: 16)
            for (route, kinds) in Self.payloads.sorted(by: { $0.key < $1.key }) {
                for kind in kinds {
                    let words = kind.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
                    for place in words.indices {
                        let own = [String(Int64.max, radix: 36), "zzzzzzzzzzzzz", "99991231", "00010101"]
                        for hostile in Self.some(&random) + own {
                            var changed = words
                            changed[place] = hostile
                            id += 1
                            let data = "v1:\(route):\(changed.joined(separator: ":"))"
                            let query = CallbackQuery(
                                id: "\(id)",
                                from: person(BotBench.admin),
                                message: try message("", id: 100),
                                data: data
                            )
                            let reaction = try await dispatcher.react(
                                to: update(id, .callback(query)),
                                botName: "mayak_bot"
                            )
                            try check(reaction, data)
                        }
                    }
                }
            }
            #expect(id > 1_000)
        }
    }

    @Test("an update's own numbers end nothing", arguments: HostileValues.json)
    func numbers(_ value: String) async throws {
        try await withBench { bench in
            let fields = ["update_id", "message_id", "date", "id", "first_name", "text", "message_thread_id"]
            for (index, field) in fields.enumerated() {
                let text = """
                    {"update_id":\(index + 1),"message":{"message_id":1,"date":\(bench.clock.now.seconds),"message_thread_id":1,\
                    "chat":{"id":7,"type":"private"},"from":{"id":7,"is_bot":false,"first_name":"N"},"text":"/info"}}
                    """
                let changed = text.replacing(try Regex("\"\(field)\":[^,}]+"), with: "\"\(field)\":\(value)")
                bench.telegram.push(changed)
                try await bench.settle()
            }
        }
    }

    @Test("a refusal's own numbers end nothing", arguments: HostileValues.json)
    func refusals(_ value: String) async throws {
        try await withBench { bench in
            for (field, code) in [("retry_after", 429), ("migrate_to_chat_id", 400), ("retry_after", 500)] {
                bench.telegram.refuse(
                    "sendMessage",
                    code,
                    "Too Many Requests: retry after 9",
                    parameters: "{\"\(field)\":\(value)}"
                )
                bench.telegram.refuse("getUpdates", code, "x", parameters: "{\"\(field)\":\(value)}")
                bench.telegram.push(bench.command("/info", id: bench.clock.now.seconds))
                try await bench.settle()
                bench.clock.advance(by: .hours(25))
                try await bench.settle()
            }
        }
    }

    /// What goes to the scheduler and into the outbox can be read back and reckoned with.
    private func check(_ reaction: Reaction, _ cause: String) throws {
        for draft in reaction.batch.commands.new {
            if case .report(let request) = draft.command {
                #expect(CivilDate.supported.contains(request.date), "\(cause)")
            }
            if case .alert(.silence(_, _, _, .minutes(let minutes), _)) = draft.command {
                #expect((1...2_880).contains(minutes))
            }
        }
        for statement in reaction.batch.calendar.edits {
            #expect(CivilDate.supported.contains(statement.date), "\(cause)")
        }
    }

    private func update(_ id: Int64, _ content: TelegramUpdate.Content) -> TelegramUpdate {
        TelegramUpdate(id: id, content: content)
    }

    private func person(_ id: Int64) -> TelegramUser {
        TelegramUser(id: id, isBot: false, firstName: "N")
    }

    private func message(_ text: String, id: Int64) throws -> TelegramMessage {
        let json = """
            {"message_id":1,"date":\(ManualClock().now.seconds),"chat":{"id":7,"type":"private"},
            "from":{"id":7,"is_bot":false,"first_name":"N"}}
            """
        var message = try JSONDecoder().decode(TelegramMessage.self, from: Data(json.utf8))
        message.messageID = id
        message.text = text
        return message
    }
}
