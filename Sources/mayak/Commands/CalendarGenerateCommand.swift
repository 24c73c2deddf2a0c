import Market
import Platform
import Store

/// `mayak calendar generate`: facts to `trading_calendar.json`.
enum CalendarGenerateCommand: Command {
    static let spec = CommandSpec(
        "calendar generate",
        summary: "Make trading_calendar.json from a file of facts",
        details: """
            The facts are calendar/facts.csv of the source tree, which explains its own columns. The same facts always give the
            same bytes. Exit 65: a fact cannot be read; the message names the line.
            """,
        options: [
            .value("facts", "FILE", "The facts, for example calendar/facts.csv"),
            .value("output", "FILE", "Where to write; standard output where it is not given"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let path = try arguments.required("facts")
        let text: String
        do {
            let facts = try FileBytes.readText(path, limit: CalendarFile.sizeLimit)
            text = try CalendarFacts(facts, named: path).file(profiles: .exchange).text()
        } catch let error as CalendarFileError {
            throw CommandFailure(.data, error.detail)
        } catch let error as FileError {
            throw CommandFailure(.data, error.detail)
        }
        guard let output = arguments.string("output") else {
            print(text, terminator: "")
            return
        }
        try FileBytes.replace(output, Array(text.utf8), keepsPermissions: true)
    }
}
