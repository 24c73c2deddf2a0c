import Market
import Operations
import Platform
import Store

/// `mayak silence list`: what makes no sound now.
enum SilenceListCommand: Command {
    static let spec = CommandSpec(
        "silence list",
        summary: "List the silences in force: number, what, until when, by whom, why",
        options: CommandSilences.options
    )

    static func run(_ arguments: Arguments) async throws {
        let room = try await CommandSilences(arguments)
        let silences = try await room.active()
        await room.close()
        if arguments.flag("json") {
            print(JSON.array(silences.map(row)).printed())
        } else if silences.isEmpty {
            print("Nothing is silenced.")
        } else {
            for silence in silences { print(line(silence)) }
        }
    }

    private static func line(_ silence: Silence) -> String {
        let reason = silence.reason.isEmpty ? "" : "  \(silence.reason)"
        return
            "\(silence.id)  \(silence.scopeLine)  until \(MoscowTime.text(silence.until)) МСК  by \(silence.author)\(reason)"
    }

    private static func row(_ silence: Silence) -> JSON {
        [
            "id": .int(silence.id), "rule": (silence.rule?.rawValue).json, "market": (silence.market?.rawValue).json,
            "endpoint": (silence.endpoint?.rawValue).json, "since": .string(RFC3339.text(silence.createdAt)),
            "until": .string(RFC3339.text(silence.until)), "author": .string(silence.author),
            "reason": .string(silence.reason),
        ]
    }
}
