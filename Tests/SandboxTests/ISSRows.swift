import Platform
import Sandbox

/// Rows of an ISS block by column name, read page by page as a client would.
struct ISSRows {
    let rows: [[String: JSON]]

    init(_ page: JSON, _ block: String) {
        let names = page.at(block, "columns")?.array?.compactMap(\.string) ?? []
        rows = (page.at(block, "data")?.array ?? []).map { row in
            Dictionary(zip(names, row.array ?? []), uniquingKeysWith: { first, _ in first })
        }
    }

    private init(_ rows: [[String: JSON]]) { self.rows = rows }

    /// All pages of a block.
    static func all(
        _ fixture: SandboxFixture,
        _ path: String,
        _ block: String,
        _ query: [(String, String)]
    ) async throws -> ISSRows {
        var found: [[String: JSON]] = []
        while true {
            let page = try await fixture.json(path, query + [("start", "\(found.count)"), ("iss.meta", "off")])
            let rows = ISSRows(page, block).rows
            guard !rows.isEmpty else { return ISSRows(found) }
            found += rows
        }
    }

    func texts(_ column: String) -> [String] { rows.compactMap { $0[column]?.string } }

    func numbers(_ column: String) -> [Double] { rows.compactMap { $0[column]?.double } }

    func sum(_ column: String) -> Double { numbers(column).reduce(0, +) }

    func filter(_ isIncluded: ([String: JSON]) -> Bool) -> ISSRows { ISSRows(rows.filter(isIncluded)) }
}

extension [String: JSON] {
    func number(_ column: String) -> Double { self[column]?.double ?? .nan }

    func text(_ column: String) -> String { self[column]?.string ?? "" }
}
