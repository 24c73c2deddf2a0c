import Foundation
import Platform
import TestKit
import Testing

/// `mayak rehearse --days` over recorded candles, its equity reckoned again from its fills by plain loops.
@Suite("Rehearsal of days")
struct RehearseDaysTests {
    private static let folder = sharedData("candles")

    @Test(
        "of a whole year equity is what the fills and the closes make it",
        .enabled(if: folder != nil, "shared/data is not here")
    )
    func equity() async throws {
        let folder = try #require(Self.folder)
        let run = try await MayakProcess.run(["rehearse", "--days", "1000", "--data", folder, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let summary = try JSON.parse(run.output)
        let fills = try #require(summary["fills"]?.array)
        let curve = try #require(summary["equity_curve"]?.array)
        let closes = try Self.closes(in: folder)
        let dates = Set(closes.values.flatMap { $0.map(\.date) })
        // The first recorded day is history; the curve begins with the first trade.
        #expect(summary["days"]?.int == Int64(dates.count - 1))
        let first = try #require(fills.first?["date"]?.string)
        #expect(fills.count > 100 && curve.count > 100 && curve.count == dates.count { $0 >= first })
        let capital = try #require(summary["capital"]?.double)
        var largest = 0.0
        for point in curve {
            let date = try #require(point["date"]?.string)
            var cash = capital
            var held: [String: Double] = [:]
            for fill in fills where (fill["date"]?.string ?? "") <= date {
                let shares = Double(fill["lots"]?.int ?? 0) * Double(fill["lot_size"]?.int ?? 0)
                let sign: Double = fill["side"]?.string == "buy" ? 1 : -1
                cash -= sign * shares * (fill["price"]?.double ?? .nan) + (fill["fee"]?.double ?? .nan)
                held[fill["secid"]?.string ?? "", default: 0] += sign * shares
            }
            var equity = cash
            for (secid, shares) in held where shares != 0 {
                // A share that was not traded on the day keeps its last price.
                let close = closes[secid]?.last { $0.date <= date }?.close
                equity += shares * (try #require(close))
            }
            largest = max(largest, abs(equity - (point["equity"]?.double ?? .nan)))
            #expect(cash >= 0, "bought without cash on \(date)")
        }
        #expect(largest < 0.01)
    }

    @Test("the same bytes twice, and a day limit", .enabled(if: folder != nil, "shared/data is not here"))
    func twice() async throws {
        let folder = try #require(Self.folder)
        let arguments = ["rehearse", "--days", "3", "--data", folder]
        let first = try await MayakProcess.run(arguments)
        let second = try await MayakProcess.run(arguments, environment: ["TZ": "Asia/Tokyo"])
        #expect(first.status == 0 && first.output == second.output)
        #expect(first.text.hasPrefix("Days         3, 2023-11-08 to 2023-11-10\n"), "\(first.text)")
    }

    @Test("without data, with a folder that has none, with what belongs to a single day")
    func refused() async throws {
        let missing = try await MayakProcess.run(["rehearse", "--days", "5"])
        #expect(missing.status == 64 && missing.errors.contains("--days goes with --data DIR"))
        let folder = try TemporaryFolder()
        let empty = try await MayakProcess.run(["rehearse", "--days", "5", "--data", folder.path])
        #expect(empty.status == 65 && empty.errors.contains(folder.path), "\(empty.errors)")
        let set = try await MayakProcess.run(["rehearse", "--set", "gaps.leaders=2"])
        #expect(set.status == 64 && set.errors.contains("--set goes with --days"), "\(set.errors)")
        let mixed = try await MayakProcess.run(["rehearse", "--days", "5", "--data", folder.path, "--until", "12:00"])
        #expect(mixed.status == 64 && mixed.errors.contains("--until"))
    }

    private static func closes(in folder: String) throws -> [String: [(date: String, close: Double)]] {
        var closes: [String: [(date: String, close: Double)]] = [:]
        let path = folder + "/eq_daily_2023-01-03_2023-11-10.csv"
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ";").map(String.init)
            closes[cells[0], default: []].append((cells[1], try #require(Double(cells[5]))))
        }
        return closes.mapValues { $0.sorted { $0.date < $1.date } }
    }
}
