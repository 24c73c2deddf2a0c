import Store

extension Texts {
    subscript(language: Language) -> String {
        switch language {
        case .russian: russian
        case .english: english
        }
    }
}

/// A catalogue of one topic: each case is a key, and the compiler sees to it that both languages are there.
///
/// The texts may carry HTML tags where they are used with ``Wording/html(_:_:)`` only.
protocol Phrase: RawRepresentable<String>, CaseIterable, Sendable {
    var texts: Texts { get }
}

/// The catalogues, for the test that reads them all.
enum Catalogues {
    static let all: [[any Phrase]] = topics + ChatCommands.all.map { $0.catalogue }.filter { !$0.isEmpty }

    private static let topics: [[any Phrase]] = [
        CommonPhrase.allCases, IncidentPhrase.allCases, HandPhrase.allCases, OutcomePhrase.allCases,
        ChatTrouble.allCases,
        DutyPhrase.allCases, NoticePhrase.allCases,
        CommandPhrase.allCases, CalendarPhrase.allCases, ChartPhrase.allCases, ReportPhrase.allCases,
        CalendarEditPhrase.allCases, SessionsPhrase.allCases,
        PeoplePhrase.allCases, ConfirmPhrase.allCases, AccessPhrase.allCases, AuditPhrase.allCases,
        HealthPhrase.allCases, SettingsPhrase.allCases,
    ]
}
