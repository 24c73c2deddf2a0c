import Glibc
import Platform

@main
enum Main {
    static func main() async {
        let exitCode = await launch(Array(CommandLine.arguments.dropFirst()))
        fflush(nil)  // Standard output is fully buffered when it is a pipe.
        exit(exitCode.rawValue)
    }

    /// Runs the command away from the main actor, to which every hop would be slow.
    @concurrent
    static func launch(_ words: [String]) async -> ExitCode {
        ignoreBrokenPipes()
        do {
            switch try Commands.directory.request(words) {
            case .print(let text):
                print(text, terminator: "")
            case .run(let index, let arguments):
                try await Commands.all[index].run(arguments)
            }
            return .success
        } catch {
            let exitCode = ExitCode(of: error)
            let text = exitCode == .success ? "" : Redaction.text("\(error)")
            if !text.isEmpty { StandardError().write(text, level: .error) }
            return exitCode
        }
    }
}
