import Platform

/// `mayak(1)` in the roff of `man`: every command with its page.
enum ManualPage {
    static func text(_ specs: [CommandSpec], about: String, version: String) -> String {
        let commands = specs.map { spec in
            """
            .SS \(escaped("mayak \(spec.name)"))
            .nf
            \(escaped(String(spec.help.dropLast())))
            .fi
            """
        }
        return """
            .\\" Made by `mayak manual`.
            .TH MAYAK 1 "" "mayak \(escaped(version))" "User Commands"
            .SH NAME
            mayak \\- monitoring and control of a trading desk from Telegram
            .SH SYNOPSIS
            .B mayak
            .I COMMAND
            [OPTIONS]
            .SH DESCRIPTION
            \(escaped(about))
            .SH COMMANDS
            \(commands.joined(separator: "\n"))
            .SH EXIT STATUS
            0 success, 64 wrong command line, 65 wrong data, 66 missing input, 69 a service cannot be reached, 78 wrong configuration; each
            command's page names its own.
            .SH FILES
            .TP
            .I /etc/mayak/environment
            Secrets and settings of the services, read by systemd.
            .TP
            .I /var/lib/mayak
            The store of the services.

            """
    }

    /// A line that begins with a dot or an apostrophe would be a request, a backslash an escape, and a hyphen a typographic one.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let plain = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&\(plain)" : plain
        }.joined(separator: "\n")
    }
}
