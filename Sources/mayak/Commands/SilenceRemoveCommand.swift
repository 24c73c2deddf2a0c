import Market
import Operations
import Platform
import Store

/// `mayak silence remove`: sound again.
enum SilenceRemoveCommand: Command {
    static let spec = CommandSpec(
        "silence remove",
        summary: "End a silence, or all of them, before its time",
        details: """
            mayak silence remove 3
            mayak silence remove FO
            mayak silence remove FO obstats
            mayak silence remove all

            A market ends its one silence; where several are of it, say which number, or `mayak silence remove FO all`.
            """,
        positionals: [
            PositionalSpec("WHICH", "A number of `mayak silence list`, EQ, FX or FO, or all"),
            PositionalSpec("DATASET", "Only that of this data set, or all of the market", required: false),
        ],
        options: CommandSilences.options
    )

    static func run(_ arguments: Arguments) async throws {
        let words = [arguments.positional(0), arguments.positional(1)].compactMap(\.self)
        // A mistake is told before the store is looked for.
        guard SilenceLift(words, among: []) != .notUnderstood else {
            throw UsageError(
                .invalidValue,
                "mayak silence remove: '\(words.joined(separator: " "))' is no number of `mayak silence list`, market, data set or all"
            )
        }
        let room = try await CommandSilences(arguments)
        do {
            let active = try await room.active()
            let wanted: [Silence]
            switch SilenceLift(words, among: active) {
            case .these(let meant): wanted = meant
            case .none where words == ["all"] && active.isEmpty: wanted = []
            case .none, .notUnderstood:
                throw CommandFailure(
                    .failure,
                    "mayak silence: there is no silence \(words.joined(separator: " "))"
                )
            case .oneOf(let meant):
                let list = meant.map { "\($0.id)  \($0.scopeLine)" }.joined(separator: "\n")
                throw CommandFailure(.failure, "mayak silence: which one? Say its number:\n\(list)")
            }
            if !wanted.isEmpty {
                let scopes = wanted.map(\.scopeLine).joined(separator: ", ")
                _ = try await room.ask(.endSilences(ids: wanted.map(\.id)), .silenceEnd, of: scopes)
            }
            await room.close()
            if arguments.flag("json") {
                print((["removed": .array(wanted.map { .int($0.id) })] as JSON).printed())
            } else if wanted.isEmpty {
                print("Nothing is silenced.")
            } else {
                for silence in wanted { print("\(silence.id)  \(silence.scopeLine): sound again") }
            }
        } catch {
            await room.close()
            throw error
        }
    }
}
