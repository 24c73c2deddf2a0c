package import Market

/// Short forms for tables of tests; a slip in a literal stops the test run with its text.
package func time(_ text: String) -> TimeOfDay {
    guard let time = TimeOfDay(text) else { preconditionFailure("no time: \(text)") }
    return time
}

package func times(_ texts: String...) -> [TimeOfDay] { texts.map(time) }

package func date(_ text: String) -> CivilDate {
    guard let date = CivilDate(text) else { preconditionFailure("no date: \(text)") }
    return date
}

/// `2026-01-09 10:05:00`, Moscow time.
package func moscow(_ text: String) -> Timestamp {
    guard let instant = MoscowTime.instant(text) else { preconditionFailure("no instant: \(text)") }
    return instant
}
