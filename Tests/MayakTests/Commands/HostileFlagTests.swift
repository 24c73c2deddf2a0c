import Market
import Platform
import TestKit
import Testing

@testable import mayak

/// Every option and argument of every command, from the commands' own specs, with values that have ended programs.
///
/// Each run is a process of its own: a trap is a signal, and no exit may be one.
@Suite("Hostile flags", .timeLimit(.minutes(10)))
struct HostileFlagTests {
    /// What a command needs before it looks at the flag in question.
    private static let base: [String: (arguments: [String], options: [String: String])] = [
        "next": ([], ["interval": "5m"]),
        "calendar set": (["2026-11-24"], ["market": "EQ", "kind": "short", "sessions": "10:00-14:00"]),
        "calendar history": (["2026-11-24"], [:]),
        "people invite": ([], ["role": "viewer"]), "people set": (["5", "viewer"], [:]), "people remove": (["5"], [:]),
        "people withdraw": (["1"], [:]), "people token": (["5"], [:]), "people revoke": (["1"], [:]),
        "plot": (["EQ", "tradestats", "2024-07-15"], [:]), "explain": (["EQ1"], [:]),
        "run-job": (["EQ1"], [:]), "report": ([], [:]), "calendar undo": (["1"], [:]),
        "decrypt": (["gAAAAABmlOwA"], [:]), "sandbox": ([], ["port": "0"]), "calendar show": (["2026-11-24"], [:]),
    ]

    /// Run for long by design: they get a moment and are then ended.
    private static let patience = Duration.milliseconds(1_500)

    private struct Case: Sendable {
        let words: [String]
    }

    /// Two values of each flag, chosen by a seed: the numbers and dates where the flag takes some.
    private static func cases() -> [Case] {
        var random = SeededRandom(seed: 20_261_120)
        var cases: [Case] = []
        for command in Commands.all {
            let spec = command.spec
            let name = spec.name.split(separator: " ").map(String.init)
            let known = base[spec.name] ?? ([], [:])
            func words(_ arguments: [String], _ options: [String: String]) -> [String] {
                name + arguments + options.sorted { $0.key < $1.key }.map { "--\($0.key)=\($0.value)" }
            }
            let values = (HostileValues.numbers + HostileValues.dates + HostileValues.instants).filter {
                !$0.contains("\u{0}")
            }
            for option in spec.options where option.valueName != nil && option.allowed.isEmpty {
                guard !["config", "output", "out", "transcript", "store", "keep"].contains(option.name) else {
                    continue
                }
                let wanted = ["FILE", "DIR", "PATH", "TEXT", "NAME"].contains(option.valueName ?? "") ? 1 : 2
                for value in values.shuffled(using: &random).prefix(wanted) {
                    var options = known.options
                    options[option.name] = value
                    cases.append(Case(words: words(known.arguments, options)))
                }
            }
            for place in spec.positionals.indices where spec.positionals[place].allowed.isEmpty {
                guard spec.positionals[place].name != "FILE" else { continue }
                for value in values.shuffled(using: &random).prefix(3) where !value.hasPrefix("-") {
                    var arguments = known.arguments
                    while arguments.count <= place { arguments.append("1") }
                    arguments[place] = value
                    cases.append(Case(words: words(arguments, known.options)))
                }
            }
        }
        // What was found once.
        cases += [
            ["plan", "--date", "9999-12-31"], ["rehearse", "--date", "9999-12-31"],
            ["sandbox", "--date", "0001-01-01"],
            ["report", "--date", "0001-01-01"], ["calendar", "show", "9999-12-31"],
            ["plot", "EQ", "obstats", "0001-01-01"],
            ["sandbox", "--port", "0", "--speed", "1e-310"], ["calendar", "show", "1900-01-01..2199-12-31"],
            ["calendar", "set", "1900-01-01..2199-12-31", "--market", "all", "--kind", "closed"],
            ["next", "--interval", "366d", "--from", "2199-12-31", "--count", "1000"],
            ["next", "--cron", "59 23 31 12 *", "--from", "2199-12-31T23:59", "--count", "1000"],
        ].map { Case(words: $0) }
        return cases
    }

    @Test("no command ends by a signal, and none goes on for long")
    func walk() async throws {
        let directory = try TemporaryFolder()
        let config = try await MayakProcess.run(
            ["init-config", "--env", "sandbox", "--port", "1", "--out", "mayak.yaml"],
            directory: directory.path
        )
        try #require(config.status == 0, "\(config.errors)")
        let cases = Self.cases()
        #expect(cases.count > 100)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, one) in cases.enumerated() {
                if index >= 4 { try await group.next() }
                group.addTask { try await Self.run(one.words, directory.path, index) }
            }
            try await group.waitForAll()
        }
        // The rehearsals that were killed left their folders to the next one.
        let last = try await MayakProcess.run(["rehearse", "--until", "00:01", "--json"], directory: directory.path)
        #expect(last.status == 0, "\(last.errors)")
    }

    private static func run(_ words: [String], _ directory: String, _ index: Int) async throws {
        let process = try RunningMayak(
            words,
            environment: [
                "MAYAK_CONFIG": "\(directory)/mayak.yaml", "MAYAK_STORE": "\(directory)/\(index).db",
                "MAYAK_CALENDAR_FILE": calendarFile, "MAYAK_CLOCK": "system",
            ],
            directory: directory,
            logFile: "\(directory)/\(index).log"
        )
        let isServer = ["bot", "scheduler", "sandbox", "rehearse"].contains(words[0])
        do {
            let status = try await process.end(within: isServer ? patience : .seconds(60))
            #expect(
                status >= 0,
                "mayak \(words.joined(separator: " ")) ended by signal \(-status): \(process.log.suffix(300))"
            )
        } catch is RunningMayak.Overdue {
            #expect(isServer, "mayak \(words.joined(separator: " ")) goes on and on")
            try await process.killHard()
        }
    }

    @Test(
        "a date outside the range is refused with the range",
        arguments: [
            ["plan", "--date", "9999-12-31"], ["calendar", "show", "1701-01-01"],
            ["sandbox", "--date", "9999-12-31"], ["next", "--interval", "5m", "--from", "2262-04-12"],
        ]
    )
    func words(_ arguments: [String]) async throws {
        let outcome = try await MayakProcess.run(arguments, environment: ["MAYAK_CALENDAR_FILE": Self.calendarFile])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("1900-01-01") && outcome.errors.contains("2199-12-31"), "\(outcome.errors)")
    }

    private static let calendarFile: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/") + "/trading_calendar.json"
    }()
}
