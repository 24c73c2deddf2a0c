import Market
import Operations
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Silences", .timeLimit(.minutes(1)))
struct SilenceTests {
    private static let now = ManualClock().now

    private func silence(_ id: Int64, _ market: AlgoPackSegment?, _ endpoint: Endpoint?, reason: String = "") -> Silence
    {
        Silence(
            id: id,
            market: market,
            endpoint: endpoint,
            createdAt: Self.now,
            until: Self.now + .hours(1),
            author: "Анна (7)",
            reason: reason
        )
    }

    @Test("the list has a number, an end, who and why, and a button each")
    func list() {
        let screen = SilenceScreen(
            silences: [silence(3, .futures, .obstats, reason: "вендор <чинит>"), silence(4, nil, nil)],
            mayLift: true,
            today: MoscowTime.date(of: Self.now),
            wording: Wording(.russian)
        )
        #expect(
            screen.html == """
                <b>Сейчас без звука</b>
                3. FO obstats до 11:00 (Анна)
                  <i>вендор &lt;чинит&gt;</i>
                4. все источники до 11:00 (Анна)
                """
        )
        #expect(screen.keyboard.flatMap(\.self).map(\.label) == ["🔔 FO obstats", "🔔 все источники", "🔕 Новая тишина"])
        #expect(screen.keyboard.flatMap(\.self).map(\.data) == ["v1:sil:3", "v1:sil:4", "v1:do:silence:new"])
    }

    @Test("two silences of the same have buttons that differ")
    func alike() {
        let silences = [3, 4].map { silence($0, .futures, .obstats) }
        let screen = SilenceScreen(
            silences: silences,
            mayLift: true,
            today: MoscowTime.date(of: Self.now),
            wording: Wording(.russian)
        )
        #expect(screen.keyboard.flatMap(\.self).map(\.label).prefix(2) == ["🔔 3. FO obstats", "🔔 4. FO obstats"])
    }

    @Test("whoever may only look has no buttons; nothing silent is said so; a long list ends")
    func edges() {
        let today = MoscowTime.date(of: Self.now)
        let many = (1...23).map { silence($0, .equities, nil) }
        let long = SilenceScreen(silences: many, mayLift: false, today: today, wording: Wording(.english))
        #expect(long.keyboard.isEmpty)
        #expect(long.html.hasSuffix("\n20. EQ until 11:00 (Анна)\nand 3 more"))
        let none = SilenceScreen(silences: [], mayLift: true, today: today, wording: Wording(.english))
        #expect(none.html == "Nothing is muted. Try /silence fo obstats 60" && none.keyboard.count == 1)
    }

    /// What the commands of a silence ask the scheduler, and what the chat is told.
    @Test(
        "/silence keeps what follows the span as the reason; /unsilence names a number or all",
        arguments: [
            ("/silence fo obstats 60 vendor at work", "silence FO obstats vendor at work", ""),
            ("/silence fo 60 мин регламент", "silence FO регламент", ""),
            ("/silence 60 fo eq", "", "/silence fo obstats 60"),
            ("/silence fo obstats", "", "FO obstats: на сколько?"),
            ("/silence vendor 60", "", "/silence fo obstats 60"),
            ("/unsilence 2", "end 2", ""), ("/unsilence all", "end 1, end 2", ""), ("/unsilence 9", "", "9"),
            ("/unsilence x", "", "/unsilence 3"), ("/unsilence 1 2", "", "/unsilence 3"),
            ("/unsilence", "", "FO"), ("/silence off", "", "FO"), ("/silence снять", "", "FO"),
            ("/silence FO до 14:30", "silence FO ", ""), ("/silence фьючерсы 2 часа", "silence FO ", ""),
            ("/unsilence FO", "end 1", ""), ("/silence fo off", "end 1", ""), ("/unsilence obstats", "end 2", ""),
            ("/unsilence EQ", "", "obstats"), ("/unsilence EQ tradestats", "", "Тишины для EQ tradestats нет"),
        ]
    )
    func commands(text: String, asked: String, said: String) async throws {
        try await withBench { bench in
            var batch = StoreBatch()
            batch.alerts.silences = [silence(0, .futures, nil), silence(0, nil, .obstats)]
            try await bench.store.commit(batch)
            bench.telegram.push(bench.command(text, id: 1, from: BotBench.admin))
            try await bench.settle()
            let requests = try await bench.store.commands.claim().map { record -> String in
                switch record.command {
                case .alert(.silence(_, let market, let endpoint, _, let reason)):
                    return "silence "
                        + [market?.rawValue, endpoint?.rawValue, reason].compactMap(\.self).joined(separator: " ")
                case .alert(.endSilences(let ids)): return ids.map { "end \($0)" }.joined(separator: ", ")
                default: return "\(record.command)"
                }
            }
            #expect(requests.joined(separator: ", ") == asked)
            #expect(said.isEmpty ? bench.telegram.texts.isEmpty : bench.telegram.texts.last?.contains(said) == true)
        }
    }

    @Test("a market lifts its one silence; of several, and of wider ones, a person chooses")
    func lifts() {
        let silences = [
            silence(1, .futures, nil), silence(2, .futures, .obstats), silence(3, .equities, .obstats),
            silence(4, nil, nil),
        ]
        func lift(_ text: String) -> SilenceLift {
            SilenceLift(text.split(separator: " ").map(String.init), among: silences)
        }
        #expect(lift("EQ") == .these([silences[2]]))
        #expect(lift("акции") == .these([silences[2]]))
        #expect(lift("FO") == .oneOf([silences[0], silences[1]]))
        #expect(lift("FO все") == .these([silences[0], silences[1]]))
        #expect(lift("FO obstats") == .these([silences[1]]) && lift("fo/obstats") == .these([silences[1]]))
        // Whoever asks for one market never gets the sound of all of them.
        #expect(lift("FX") == .oneOf([silences[3]]))
        #expect(lift("2") == .these([silences[1]]) && lift("9") == .none)
        #expect(lift("все") == .these(silences) && lift("vendor") == .notUnderstood)
        #expect(SilenceLift(["FX"], among: [silences[0]]) == .none)
    }

    @Test("what came of a silence names its own scope and end, whatever else is silent")
    func outcome() {
        func words(_ market: AlgoPackSegment?, _ endpoint: Endpoint?) -> String {
            var record = CommandRecord(
                id: 1,
                command: .alert(
                    .silence(rule: nil, market: market, endpoint: endpoint, until: .minutes(60), reason: "")
                ),
                author: "Анна (7)",
                channel: .telegram,
                postedAt: Self.now,
                state: .done
            )
            record.result = "silent"
            return CommandOutcomeWords(
                record: record,
                silences: [silence(1, .equities, nil), silence(2, .futures, .obstats)],
                today: MoscowTime.date(of: Self.now),
                wording: Wording(.russian)
            ).html
        }
        #expect(words(.equities, nil) == "🟢 EQ: тихо до 11:00")
        #expect(words(.futures, .obstats) == "🟢 FO obstats: тихо до 11:00")
        #expect(words(.currency, nil) == "🟢 Тишина включена")
    }

    @Test("what came of lifting silences names them")
    func lifted() {
        func words(_ ids: [Int64]) -> String {
            let record = CommandRecord(
                id: 1,
                command: .alert(.endSilences(ids: ids)),
                author: "Анна (7)",
                channel: .telegram,
                postedAt: Self.now,
                state: .done
            )
            return CommandOutcomeWords(
                record: record,
                silences: [silence(1, .equities, nil), silence(2, .futures, .obstats), silence(3, .futures, .obstats)],
                today: MoscowTime.date(of: Self.now),
                wording: Wording(.russian)
            ).html
        }
        #expect(words([1]) == "🟢 Тишина снята: EQ" && words([1, 2, 3]) == "🟢 Тишина снята: EQ, FO obstats")
    }

    @Test(
        "whoever lifts a silence by words is answered once: by the group's message where it has hidden something",
        arguments: [true, false]
    )
    func answeredOnce(hasHidden: Bool) async throws {
        try await withBench { bench in
            var batch = StoreBatch()
            batch.alerts.silences = [silence(0, .futures, nil)]
            try await bench.store.commit(batch)
            if hasHidden { _ = try await bench.raise(AlertKey(.staleness, Feed(.futures, .obstats))) }
            bench.telegram.push(bench.command("/unsilence FO", id: 1, from: BotBench.admin))
            try await bench.settle()
            let command = try #require(try await bench.store.commands.claim().first)
            try await bench.store.commands.finish(command.id, .done, result: "silence ended")
            bench.clock.advance(by: .seconds(2))
            try await bench.settle()
            #expect(bench.telegram.texts.contains("🟢 Тишина снята: FO") != hasHidden, "\(bench.telegram.texts)")
        }
    }
}
