/// An invented EQ tradestats answer with the columns of docs/reference/algopack.md, Columns; the same on every run.
enum TradestatsPage {
    static let columns = [
        "tradedate", "tradetime", "secid", "pr_open", "pr_high", "pr_low", "pr_close", "pr_std", "val", "vol", "trades",
        "pr_vwap", "pr_change", "trades_b", "trades_s", "val_b", "val_s", "vol_b", "vol_s", "disb", "pr_vwap_b",
        "pr_vwap_s", "SYSTIME", "sec_pr_open", "sec_pr_high", "sec_pr_low", "sec_pr_close",
    ]

    /// The sum of column `vol`.
    static func volume(rowCount: Int) -> Int64 {
        (0..<rowCount).reduce(0) { $0 + Int64(rowVolume($1)) }
    }

    static func json(rowCount: Int) -> [UInt8] {
        let names = columns.map { "\"\($0)\"" }.joined(separator: ",")
        let types = columns.map { "\"\($0)\":{\"type\":\"\(type($0))\"}" }.joined(separator: ",")
        var text = "{\"data\":{\"metadata\":{\(types)},\n\"columns\":[\(names)],\n\"data\":[\n"
        for row in 0..<rowCount {
            if row > 0 { text += ",\n" }
            text += "[" + values(row, quote: "\"", null: "null").joined(separator: ", ") + "]"
        }
        return Array((text + "]}}").utf8)
    }

    static func extended(rowCount: Int) -> [UInt8] {
        var text = "[{\"charsetinfo\":{\"name\":\"utf-8\"}},{\"data\":[\n"
        for row in 0..<rowCount {
            if row > 0 { text += ",\n" }
            let members = zip(columns, values(row, quote: "\"", null: "null")).map { "\"\($0)\": \($1)" }
            text += "{" + members.joined(separator: ", ") + "}"
        }
        return Array((text + "]}]").utf8)
    }

    static func csv(rowCount: Int) -> [UInt8] {
        var text = "data\n\n" + columns.joined(separator: ";") + "\n"
        for row in 0..<rowCount {
            text += values(row, quote: "", null: "").joined(separator: ";") + "\n"
        }
        return Array(text.utf8)
    }

    private static func rowVolume(_ row: Int) -> Int { 1_000 + row * 7_919 % 90_000 }

    private static func type(_ column: String) -> String {
        switch column {
        case "tradedate": "date"
        case "tradetime": "time"
        case "secid": "string"
        case "SYSTIME": "datetime"
        case "vol", "trades", "trades_b", "trades_s", "sec_pr_open", "sec_pr_high", "sec_pr_low", "sec_pr_close":
            "int32"
        case "vol_b", "vol_s": "int64"
        default: "double"
        }
    }

    private static func values(_ row: Int, quote: String, null: String) -> [String] {
        let slot = 420 + row / 250 % 200 * 5
        let time = "\(two(slot / 60)):\(two(slot % 60))"
        let price = 25_000 + row * 31 % 5_000
        func rubles(_ cents: Int) -> String { "\(cents / 100).\(two(cents % 100))" }
        let volume = rowVolume(row)
        return [
            "\(quote)2026-01-09\(quote)", "\(quote)\(time):00\(quote)", "\(quote)S\(two(row % 250))\(quote)",
            rubles(price), rubles(price + 40), rubles(price - 35), rubles(price + 5), "0.000\(1 + row % 9)",
            rubles(volume * price / 10), "\(volume)", "\(10 + row % 900)", rubles(price + 1), "0.\(two(row % 100))",
            "\(row % 400)", "\(row % 500)", rubles(volume * price / 21), rubles(volume * price / 19), "\(volume / 2)",
            "\(volume - volume / 2)", "-0.\(two(row % 99))", row % 17 == 0 ? null : rubles(price + 2),
            row % 19 == 0 ? null : rubles(price - 2), "\(quote)2026-01-09 \(time):1\(row % 5)\(quote)", "\(row % 300)",
            "\(row % 299)", "\(row % 298)", "\(row % 297)",
        ]
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
