import Foundation
import Market
import Platform
import Sandbox
import TestKit
import Testing

/// The generated market against the exchange's: `shared/data/algopack`, and docs/reference/algopack.md, Slot grids.
///
/// Seed and date are fixed, so these are plain comparisons; the bounds say what counts as alike.
@Suite("A market that looks real")
struct RealismTests {
    private static let day = [("date", "2024-07-15")]

    @Test(
        "instruments in a slot: about as many as on 2026-01-09",
        arguments: [
            ("eq/tradestats", 145, 252), ("eq/orderstats", 225, 252), ("eq/obstats", 252, 252),
            ("fx/tradestats", 5, 10),
            ("fx/obstats", 12, 12), ("fo/tradestats", 85, 135), ("fo/obstats", 384, 384),
        ]
    )
    func secidsInSlot(route: String, least: Int, most: Int) async throws {
        let fixture = try SandboxFixture("15:00:20") { $0.market = MarketOptions() }
        let page = try await fixture.json("/iss/datashop/algopack/\(route).json", Self.day + [("latest", "1")])
        let count = page.at("data", "data")?.array?.count ?? 0
        #expect((least...most).contains(count))
    }

    @Test("quiet names: some trade in every slot, some in few")
    func quietNames() async throws {
        let fixture = try SandboxFixture("18:59:00") { $0.market = MarketOptions() }
        var shares: [String: Double] = [:]
        for secid in ["SBER", "MTLR", "PHOR", "BANE", "KLSB", "YRSB", "KRKN", "TORSP"] {
            let path = "/iss/datashop/algopack/eq/tradestats/\(secid).json"
            let rows = try await ISSRows.all(fixture, path, "data", [("from", "2024-07-15"), ("till", "2024-07-15")])
            shares[secid] = Double(rows.rows.count) / 104
        }
        for secid in ["SBER", "MTLR", "PHOR"] { #expect(shares[secid] == 1) }
        #expect((shares["BANE"] ?? 0) > 0.9)
        #expect((0.2...0.95).contains(shares["YRSB"] ?? 0) && (0.1...0.8).contains(shares["TORSP"] ?? 0))
    }

    @Test(
        "the same ten shares: spread of volumes, trades, ranges and sides",
        .enabled(if: Real.isThere, "shared/data is not here")
    )
    func tenShares() async throws {
        let real = try Real.rows("tradestats")
        let fixture = try SandboxFixture("18:45:00") { $0.market = MarketOptions() }
        // DSKY and YNDX have left the board since; what trades alike stands in for them.
        let names = [
            "AFLT": "AFLT", "BANE": "BANE", "FEES": "FEES", "GAZP": "GAZP", "MTLR": "MTLR", "PHOR": "PHOR",
            "POSI": "POSI", "SBER": "SBER", "YNDX": "YDEX",
        ]
        var ratios: [(value: Double, trades: Double, range: Double)] = []
        for (secid, own) in names.sorted(by: { $0.key < $1.key }) {
            let path = "/iss/datashop/algopack/eq/tradestats/\(own).json"
            let made = try await ISSRows.all(fixture, path, "data", [("from", "2024-07-11"), ("till", "2024-07-15")])
            let seen = real.filter { $0["secid"] == secid }
            let (ours, theirs) = (Spread(made.rows.map { Figures($0) }), Spread(seen.map { Figures($0) }))
            ratios.append((ours.value / theirs.value, ours.trades / theirs.trades, ours.range / theirs.range))
            // How much a name's slots differ among each other, and how one-sided they are.
            #expect((0.55...1.8).contains(ours.deviation / theirs.deviation), "\(secid) deviation of values")
            #expect((0.5...1.7).contains(ours.sides / theirs.sides), "\(secid) sides")
            #expect((0.2...5).contains(ours.range / theirs.range), "\(secid) range")
        }
        // A single name may have been in fashion; the middle one has to fit.
        #expect((0.3...3).contains(median(ratios.map(\.value))))
        #expect((0.4...2.5).contains(median(ratios.map(\.trades))))
        #expect((0.5...2).contains(median(ratios.map(\.range))))
    }

    @Test("books of the same shares: spread, levels, money", .enabled(if: Real.isThere, "shared/data is not here"))
    func books() async throws {
        let real = try Real.rows("obstats")
        let fixture = try SandboxFixture("18:45:00") { $0.market = MarketOptions() }
        var ratios: [String: [Double]] = [:]
        for secid in ["AFLT", "BANE", "FEES", "GAZP", "MTLR", "PHOR", "POSI", "SBER"] {
            let path = "/iss/datashop/algopack/eq/obstats/\(secid).json"
            let made = try await ISSRows.all(fixture, path, "data", [("from", "2024-07-15"), ("till", "2024-07-15")])
            let seen = real.filter { $0["secid"] == secid }
            for name in ["spread_bbo", "spread_1mio", "levels_b", "val_b"] {
                ratios[name, default: []].append(
                    median(made.numbers(name)) / median(seen.compactMap { Double($0[name] ?? "") })
                )
            }
        }
        for (name, values) in ratios.sorted(by: { $0.key < $1.key }) {
            #expect((0.4...2.5).contains(median(values)), "\(name): \(values)")
        }
    }

    @Test("fields of a row agree, in every market", arguments: ["eq", "fx", "fo"])
    func rows(market: String) async throws {
        let fixture = try SandboxFixture("15:00:20") { $0.market = MarketOptions() }
        let page = try await fixture.json(
            "/iss/datashop/algopack/\(market)/tradestats.json",
            Self.day + [("latest", "1")]
        )
        let place =
            ["eq": "stock/markets/shares", "fx": "currency/markets/selt", "fo": "futures/markets/forts"][market] ?? ""
        let listed = ISSRows(
            try await fixture.json("/iss/engines/\(place)/securities.json", [("iss.only", "securities")]),
            "securities"
        )
        var worth: [String: Double] = [:]
        for row in listed.rows {
            let point = row.number("STEPPRICE") / row.number("MINSTEP")
            worth[row.text("SECID")] = market == "fo" ? point : row.number("LOTSIZE")
        }
        for row in ISSRows(page, "data").rows {
            let (low, high) = (row.number("pr_low"), row.number("pr_high"))
            for name in ["pr_open", "pr_close"] { #expect(low <= row.number(name) && row.number(name) <= high) }
            #expect(row.number("vol_b") + row.number("vol_s") == row.number("vol"))
            #expect(row.number("trades_b") + row.number("trades_s") == row.number("trades"))
            #expect(row.number("val_b") + row.number("val_s") == row.number("val"))
            #expect((-1...1).contains(row.number("disb")))
            #expect((row["pr_vwap_b"]?.double == nil) == (row.number("vol_b") == 0))
            #expect((row["pr_vwap_s"]?.double == nil) == (row.number("vol_s") == 0))
            // The exchange's average of a pair whose price is for a hundred units is for one: val = vol × lot × average.
            let factor = worth[row.text("secid")] ?? .nan
            let expected = row.number("vol") * row.number("pr_vwap") * factor
            #expect(abs(row.number("val") / expected - 1) < 0.02, "\(row.text("secid"))")
        }
    }
}

/// Recorded rows as texts by column name.
private enum Real {
    static let isThere = sharedData("algopack/eq_tradestats_2023-11-01_10.csv") != nil

    static func rows(_ dataset: String) throws -> [[String: String]] {
        guard let path = sharedData("algopack/eq_\(dataset)_2023-11-01_10.csv") else { return [] }
        let lines = String(decoding: try bytes(of: path), as: UTF8.self).split(separator: "\n")
        let names = lines[0].split(separator: ";").map(String.init)
        return lines.dropFirst().map { line in
            let fields = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(uniqueKeysWithValues: zip(names, fields))
        }
    }
}

/// What is compared of a row of tradestats.
private struct Figures {
    let value: Double
    let trades: Double
    /// Basis points from low to high.
    let range: Double
    let disbalance: Double

    init(_ row: [String: JSON]) {
        value = row.number("val")
        trades = row.number("trades")
        range = (row.number("pr_high") - row.number("pr_low")) / row.number("pr_vwap") * 10_000
        disbalance = row.number("disb")
    }

    init(_ row: [String: String]) {
        func number(_ name: String) -> Double { Double(row[name] ?? "") ?? .nan }
        value = number("val")
        trades = number("trades")
        range = (number("pr_high") - number("pr_low")) / number("pr_vwap") * 10_000
        disbalance = number("disb")
    }
}

/// Medians of a name's slots, the deviations of the value's logarithm and of the sides.
private struct Spread {
    let value: Double
    let trades: Double
    let range: Double
    let deviation: Double
    let sides: Double

    init(_ rows: [Figures]) {
        value = median(rows.map(\.value))
        trades = median(rows.map(\.trades))
        range = median(rows.map(\.range))
        let sorted = rows.map(\.value).filter { $0 > 0 }.sorted()
        // Between the sixteenth and the eighty-fourth of a hundred lie two deviations.
        deviation = sorted.isEmpty ? 0 : log(sorted[sorted.count * 84 / 100] / sorted[sorted.count * 16 / 100]) / 2
        let sum = rows.reduce(0) { $0 + $1.disbalance * $1.disbalance }
        sides = (sum / Double(max(1, rows.count))).squareRoot()
    }
}

private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}
