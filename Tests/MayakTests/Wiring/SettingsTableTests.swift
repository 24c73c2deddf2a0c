import Foundation
import Testing

@testable import mayak

@Suite("docs/configuration.md")
struct SettingsTableTests {
    /// `MAYAK_UPDATE_DOCS=1 swift test --filter SettingsTable` writes the table anew.
    @Test("holds the table of all keys")
    func table() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../docs/configuration.md"
        )
        let text = try String(contentsOf: page, encoding: .utf8)
        let parts = text.components(separatedBy: "<!-- table -->\n")
        try #require(parts.count == 3, "the page needs two table marks")
        let table = try Settings.table()
        if ProcessInfo.processInfo.environment["MAYAK_UPDATE_DOCS"] != nil {
            let marked = [parts[0], table, parts[2]].joined(separator: "<!-- table -->\n")
            try Data(marked.utf8).write(to: page)
        } else {
            #expect(parts[1] == table, "run MAYAK_UPDATE_DOCS=1 swift test --filter SettingsTable")
        }
    }
}
