import Platform

/// `mayak oncall clear`: nobody is on call in hours of the week.
enum OncallClearCommand: Command {
    static let spec = CommandSpec(
        "oncall clear",
        summary: "Leave hours of the week without anybody on call; without options all of them",
        details: "mayak oncall clear --days sat-sun\nmayak oncall clear",
        options: CommandRota.hours + CommandPeople.options
    )

    static func run(_ arguments: Arguments) async throws {
        try await CommandRota(arguments, names: []).apply(arguments)
    }
}
