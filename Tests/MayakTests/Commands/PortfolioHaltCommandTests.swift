import Market
import Platform
import Store
import TestKit
import Testing

/// `mayak portfolio halt` and `resume` as processes of their own, on one store.
@Suite("mayak portfolio halt", .timeLimit(.minutes(1)))
struct PortfolioHaltCommandTests {
    private let mayak: StoreCommands

    init() throws {
        mayak = try StoreCommands("portfolio")
    }

    @Test("halts once it is sure, says who did it before, is shown, and ends by resume")
    func whole() async throws {
        await (try mayak.opened()).close()
        let unsure = try await mayak("halt", "--all")
        #expect(unsure.status == 1 && unsure.errors.contains("nothing was changed; with --yes no order would be sent"))
        let made = try await mayak("halt", "--reason", "no link", "--yes")
        #expect(made.status == 0 && made.text.contains(": halted: person, since "), "\(made.text)\(made.errors)")
        #expect(made.text.contains(": no link\n") && made.text.contains(": cli "))
        let again = try await mayak("halt", "--yes")
        #expect(again.status == 0 && again.text.contains(": halted already: person, since "), "\(again.text)")
        #expect(try await mayak("halt", "--all", "--yes").text.contains(": halted: person, all orders, since "))
        let shown = try await mayak()
        #expect(shown.text.contains("  HALTED person, all orders, since "), "\(shown.text)")
        let json = try JSON.parse(Array(try await mayak("--json").text.utf8))
        #expect(json["mode"]?.string == "halted")
        #expect(json["halts"]?.array?.first?["level"]?.string == "stopped")
        #expect(try await mayak("resume").status == 1)
        let ended = try await mayak("resume", "--yes")
        #expect(ended.status == 0 && ended.text.contains(": ended: person, all orders: cli "), "\(ended.text)")
        #expect(try await mayak("resume", "--yes").text.contains("trading is not halted"))
        let store = try mayak.opened()
        let rows = try await store.audit.latest(limit: 9)
        #expect(rows.map(\.action) == ["portfolio.resume", "portfolio.halt", "portfolio.halt"])
        #expect(rows.map(\.after) == ["", "stopped", "reduceOnly: no link"])
        await store.close()
    }

    @Test("is refused without a store, and with a reason that nobody reads to its end")
    func refused() async throws {
        let missing = try await mayak("halt", "--yes")
        #expect(missing.status == 1 && missing.errors.contains("no store at \(mayak.path)"), "\(missing.errors)")
        let long = try await mayak("halt", "--yes", "--reason", String(repeating: "x", count: 201))
        #expect(long.status == 64 && long.errors.contains("200 are allowed"), "\(long.errors)")
        #expect(!FileBytes.exists(mayak.path))
    }
}
