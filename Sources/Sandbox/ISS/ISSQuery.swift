import Market
import Platform

/// The generic parameters of an ISS request (docs/reference/algopack.md, Formats).
struct ISSQuery {
    enum Format {
        case json, jsonp, csv, xml, html
    }

    let format: Format
    /// Path below `/iss`, without the suffix, split at `/`.
    let path: [String]
    /// `iss.json=extended`.
    let isExtended: Bool
    let showsMetadata: Bool
    let showsRows: Bool
    /// `iss.only`; nil means all blocks.
    let only: Set<String>?
    let isReversed: Bool
    /// 0 … 1 000 000 000, far beyond every table.
    let start: Int
    /// 1 … 1000.
    let limit: Int
    let isLatest: Bool
    /// `lang=en`: titles and names in English.
    let isEnglish: Bool
    /// CSV: field separator and decimal comma.
    let delimiter: String
    let hasDecimalComma: Bool
    private let values: [(String, String)]

    init(_ request: WebRequest) {
        values = request.query
        func value(_ name: String) -> String? { request.queryValue(name) }
        var parts = request.path.split(separator: "/").map(String.init)
        if parts.first == "iss" { parts.removeFirst() }
        var format = Format.html
        if let last = parts.last, let dot = last.lastIndex(of: ".") {
            switch last[last.index(after: dot)...] {
            case "json": format = .json
            case "jsonp": format = .jsonp
            case "csv": format = .csv
            case "xml": format = .xml
            default: break
            }
            let isSuffix = format != .html || last.hasSuffix(".html")
            if isSuffix { parts[parts.count - 1] = String(last[..<dot]) }
        }
        self.format = format
        path = parts
        isExtended = value("iss.json") == "extended"
        showsMetadata = value("iss.meta") != "off"
        showsRows = value("iss.data") != "off"
        only = value("iss.only").map { Set($0.split(separator: ",").map(String.init)) }
        // Clients written in Python send `True`.
        isReversed = value("iss.reverse")?.lowercased() == "true" || value("reversed") == "1"
        start = min(1_000_000_000, max(0, value("start").flatMap { Int($0) } ?? 0))
        limit = min(1_000, max(1, value("limit").flatMap { Int($0) } ?? 1_000))
        isLatest = value("latest") == "1"
        isEnglish = value("lang") == "en"
        delimiter = value("iss.delimiter") ?? ";"
        hasDecimalComma = value("iss.dp") == "comma"
    }

    func text(_ name: String) -> String? {
        values.first { $0.0 == name }?.1
    }

    /// The date of a parameter, also of one that has a time behind it.
    func date(_ name: String) -> CivilDate? {
        text(name).flatMap { CivilDate(String($0.prefix(10))) }
    }

    /// The moment of a parameter such as `from=2024-07-15 12:00:00`; nil for a date alone.
    func instant(_ name: String) -> Timestamp? {
        guard let text = text(name), text.count > 10, let date = date(name) else { return nil }
        let time = text.dropFirst(11)
        return TimeOfDay(String(time)).map { MoscowTime.instant(date, $0) }
    }

    func wants(_ block: String) -> Bool {
        only?.contains(block) ?? true
    }

    /// `<block>.columns`; nil means all.
    func columns(of block: String) -> [String]? {
        text("\(block).columns").map { $0.split(separator: ",").map(String.init) }
    }

    /// JSONP: the name of the function to call; letters, digits, `_`, `$` and `.` only, since it goes into a script.
    var callback: String {
        let name = text("callback") ?? text("jsonp") ?? ""
        let isFit =
            !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_$.".contains($0)) }
        return isFit ? name : "JSON_CALLBACK"
    }

    /// How CSV writes a column's dates and times; nil as ISS does by itself.
    func timeFormat(of kind: Column.Kind) -> CSVTimeFormat? {
        switch kind {
        case .date: text("iss.df").map(CSVTimeFormat.init)
        case .time: text("iss.tf").map(CSVTimeFormat.init)
        case .datetime: text("iss.dtf").map(CSVTimeFormat.init)
        case .int32, .int64, .double, .string: nil
        }
    }
}
