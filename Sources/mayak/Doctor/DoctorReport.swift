import Bot
import Operations
import Platform

/// The findings as lines or as JSON; no secret of the configuration gets through, whoever put it into a sentence.
struct DoctorReport: Sendable {
    let findings: [Finding]
    let language: Language
    let secrets: [String]

    /// `warn  chat group     text → what to do`, and a last line that counts.
    var text: String {
        let titles = findings.map { [$0.check, $0.subject].compactMap(\.self).joined(separator: " ") }
        let width = titles.map(\.count).max() ?? 0
        let lines = zip(findings, titles).map { finding, title in
            let advice = finding.advice.map { " → \($0[language])" } ?? ""
            return
                "\(pad(finding.state.rawValue, 5)) \(pad(title, width))  \(clean(finding.said[language] + advice))"
        }
        let counts = Finding.State.allCases.map { state in "\(count(state)) \(state.rawValue)" }
        return (lines + [counts.joined(separator: ", ")]).joined(separator: "\n") + "\n"
    }

    func json() throws -> String {
        var json: JSON = [
            "findings": .array(
                findings.map { finding in
                    [
                        "check": .string(finding.check), "subject": finding.subject.json,
                        "state": .string(finding.state.rawValue), "text": .string(clean(finding.said[language])),
                        "advice": finding.advice.map { clean($0[language]) }.json,
                    ]
                }
            )
        ]
        for state in Finding.State.allCases { json = json.setting(state.rawValue, to: .int(Int64(count(state)))) }
        return json.printed() + "\n"
    }

    /// 0; 1 where something fails; 78 where the configuration must be changed for it.
    var exitCode: ExitCode {
        let failures = findings.filter { $0.state == .fail }
        return failures.isEmpty ? .success : failures.contains(where: \.isConfiguration) ? .configuration : .failure
    }

    private func count(_ state: Finding.State) -> Int { findings.count { $0.state == state } }

    /// One line of at most 400 characters: what servers say has no such limits.
    func clean(_ text: String) -> String {
        var text = text
        for secret in secrets { text = text.replacing(secret, with: "‹secret›") }
        let line = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 })
        )
        return line.count > 400 ? line.prefix(399) + "…" : line
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
