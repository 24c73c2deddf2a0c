import Platform

/// `mayak completions`: what a shell reads to complete command lines.
enum CompletionsCommand: Command {
    static let spec = CommandSpec(
        "completions",
        summary: "Print the script with which a shell completes commands and flags",
        details: """
            mayak completions bash > /etc/bash_completion.d/mayak
            mayak completions zsh > "${fpath[1]}/_mayak"
            mayak completions fish > ~/.config/fish/completions/mayak.fish
            """,
        positionals: [PositionalSpec("SHELL", "Which shell", allowed: Shell.allCases.map(\.rawValue))]
    )

    static func run(_ arguments: Arguments) async throws {
        guard let shell = arguments.positionals.first.flatMap({ Shell(rawValue: $0) }) else {
            preconditionFailure("the parser lets no other word through")
        }
        print(shell.completions(CommandTree(Commands.all.map { $0.spec })), terminator: "")
    }
}

/// `mayak manual`: the page that `man mayak` shows.
enum ManualCommand: Command {
    static let spec = CommandSpec(
        "manual",
        summary: "Print the manual page mayak(1)",
        details: "mayak manual | man -l -"
    )

    static func run(_ arguments: Arguments) async throws {
        print(
            ManualPage.text(Commands.all.map { $0.spec }, about: Commands.about, version: ProgramBuild.version),
            terminator: ""
        )
    }
}
