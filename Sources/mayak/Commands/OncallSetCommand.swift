import Operations
import Platform

/// `mayak oncall set`: puts people on call in hours of the week.
enum OncallSetCommand: Command {
    static let spec = CommandSpec(
        "oncall set",
        summary: "Put people on call in hours of the week",
        details: """
            Whoever was on call in these hours is not any more. Works at once, also while the bot runs. Exit 1: nobody with a role
            has such a name.

            mayak oncall set --days mon-fri --hours 9-19 --people Борис
            mayak oncall set --days weekends --people 'Анна, 1002'
            """,
        options: CommandRota.hours + [
            .value("people", "NAMES", "Names or numbers of `mayak people list`, separated by commas")
        ] + CommandPeople.options
    )

    static func run(_ arguments: Arguments) async throws {
        let names = DutyWish.names(try arguments.required("people"))
        guard !names.isEmpty else {
            throw arguments.invalid("people", arguments.string("people") ?? "", expecting: "at least one name")
        }
        try await CommandRota(arguments, names: names).apply(arguments)
    }
}
