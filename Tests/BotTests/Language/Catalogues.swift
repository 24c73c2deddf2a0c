import Foundation

@testable import Bot

/// The catalogues of the bot, for the tests that read them all.
enum Catalogues {
    static let all: [[any Phrase]] = [
        AccessPhrase.allCases, AuditPhrase.allCases, CalendarEditPhrase.allCases, CalendarPhrase.allCases,
        ChartPhrase.allCases, ChatTrouble.allCases, CommandPhrase.allCases, CommonPhrase.allCases,
        ConfirmPhrase.allCases, DutyPhrase.allCases, EnginePhrase.allCases, HandPhrase.allCases, HealthPhrase.allCases,
        IncidentPhrase.allCases, InfoPhrase.allCases, NoticePhrase.allCases, OutcomePhrase.allCases,
        PausePhrase.allCases, PeoplePhrase.allCases, PortfolioPhrase.allCases, ReportPhrase.allCases,
        SessionsPhrase.allCases, SettingsPhrase.allCases, SharePhrase.allCases, SilencePhrase.allCases,
        TopPhrase.allCases, WebPhrase.allCases,
    ]

    /// The names of the catalogues that the sources declare.
    static func declared() throws -> Set<String> {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Bot")
        let files = FileManager.default.enumerator(at: folder.standardizedFileURL, includingPropertiesForKeys: nil)
        var names: Set<String> = []
        guard let files else { return names }
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /enum (\w+): String, Phrase/) { names.insert(String(match.1)) }
        }
        return names
    }
}
