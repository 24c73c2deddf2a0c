import Market
import Platform

/// The generic parameters of an ISS request (`algopack.md` §2).
struct ISSQuery {
    enum Format {
        case json, csv, xml, html
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
    let start: Int
    /// 1 … 1000.
    let limit: Int
    let isLatest: Bool
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
            case "json", "jsonp": format = .json
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
        isReversed = value("iss.reverse") == "true" || value("reversed") == "1"
        start = max(0, value("start").flatMap { Int($0) } ?? 0)
        limit = min(1_000, max(1, value("limit").flatMap { Int($0) } ?? 1_000))
        isLatest = value("latest") == "1"
        delimiter = value("iss.delimiter") ?? ";"
        hasDecimalComma = value("iss.dp") == "comma"
    }

    func text(_ name: String) -> String? {
        values.first { $0.0 == name }?.1
    }

    func date(_ name: String) -> CivilDate? {
        text(name).flatMap { CivilDate($0) }
    }

    func wants(_ block: String) -> Bool {
        only?.contains(block) ?? true
    }

    /// `<block>.columns`; nil means all.
    func columns(of block: String) -> [String]? {
        text("\(block).columns").map { $0.split(separator: ",").map(String.init) }
    }
}
