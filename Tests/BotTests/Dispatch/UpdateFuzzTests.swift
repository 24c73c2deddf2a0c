import Foundation
import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Broken updates", .timeLimit(.minutes(5)))
struct UpdateFuzzTests {
    /// Every batch is read and dispatched; one in ten also goes the whole way, with a transaction for each update,
    /// which is what takes the time.
    @Test("ten thousand broken updates do nothing and break nothing")
    func fuzz() async throws {
        try await withBench { bench in
            var random = SeededRandom(seed: 7)
            let seeds = [
                bench.command("/run EQ1", id: 1), bench.press("v1:cal:a:20240715:FO:c:0:8", id: 1),
                bench.press("v1:inc:1:take", id: 1), bench.command("/calendar 2024-07-15", id: 1),
            ]
            let context = BotContext(
                store: OperationsStore(bench.store),
                calendars: CalendarCache(store: bench.store.calendar),
                clock: bench.clock,
                options: bench.options,
                log: Log(component: "test", threshold: .critical, clock: bench.clock)
            )
            let dispatcher = Dispatcher(context: context, client: bench.client)
            var count = (read: 0, skipped: 0)
            for round in 0..<100 {
                let updates = try (0..<100).map { index in
                    try mutated(seeds[index % seeds.count], id: round * 100 + index + 1, &random)
                }
                let text = updates.joined(separator: ",")
                if round.isMultiple(of: 10) {
                    bench.telegram.push(text)
                    try await bench.service.poller.step(timeout: .zero)
                }
                let batch = try JSONDecoder().decode(UpdateBatch.self, from: Data("[\(text)]".utf8))
                count.read += batch.updates.count
                count.skipped += batch.unreadable
                // Only the store and a cancellation may stop the dispatcher, so anything thrown fails the test.
                for update in batch.updates { _ = try await dispatcher.react(to: update, botName: "mayak_bot") }
            }
            #expect(count.read + count.skipped == 10_000)
            #expect(count.skipped > 50 && count.read > 9_000)
            // Whatever got through came from people with the right to it.
            #expect(
                try await bench.store.audit.latest(limit: 500).allSatisfy {
                    $0.actor.hasPrefix("8 ") || $0.action == "access.refused"
                }
            )
        }
    }

    /// An update some of whose values are missing, of another type or absurd, while it stays JSON and so gets far.
    private func mutated(_ seed: String, id: Int, _ random: inout SeededRandom) throws -> String {
        var update = try #require(try JSONSerialization.jsonObject(with: Data(seed.utf8)) as? [String: Any])
        for key in update.keys.sorted() where key != "update_id" {
            update[key] = strange(update[key] ?? NSNull(), &random)
        }
        // One in a hundred is not even an update.
        update["update_id"] = Int.random(in: 0..<100, using: &random) == 0 ? [id] : id
        return String(decoding: try JSONSerialization.data(withJSONObject: update, options: .sortedKeys), as: UTF8.self)
    }

    private func strange(_ value: Any, _ random: inout SeededRandom) -> Any {
        if Int.random(in: 0..<8, using: &random) == 0 {
            let odd: [Any] = [
                NSNull(), -1, "", [Any](), [String: Any](), 1e99, true, Int64.max, "/run@@ \u{0}", "v1:::",
                "v1:cal:a:1:2:3:4:5", "/calendar@mayak_bot 9999-99-99", -1_001, 8, Self.long,
            ]
            return odd.randomElement(using: &random) ?? NSNull()
        }
        guard var object = value as? [String: Any] else { return value }
        for key in object.keys.sorted() {
            object[key] = Int.random(in: 0..<20, using: &random) == 0 ? nil : strange(object[key] ?? NSNull(), &random)
        }
        return object
    }

    /// Made once: it costs more than all the rest of an update.
    private static let long = String(repeating: "я", count: 5_000)
}
