import Market
import Platform
import Store

/// `mayak silence remove`: sound again.
enum SilenceRemoveCommand: Command {
    static let spec = CommandSpec(
        "silence remove",
        summary: "End a silence, or all of them, before its time",
        details: "mayak silence remove 3\nmayak silence remove all",
        positionals: [PositionalSpec("NUMBER", "As `mayak silence list` numbers it, or all")],
        options: CommandSilences.options
    )

    static func run(_ arguments: Arguments) async throws {
        let word = arguments.positional(0) ?? ""
        let number =
            word == "all"
            ? nil : try arguments.positional(0, expecting: "a number of `mayak silence list`, or all") { Int64($0) }
        let room = try await CommandSilences(arguments)
        do {
            let wanted = try await room.active().filter { number == nil || $0.id == number }
            if let number, wanted.isEmpty {
                throw CommandFailure(.failure, "mayak silence: there is no silence \(number)")
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
