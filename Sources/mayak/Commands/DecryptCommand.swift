import Market
import Platform

/// `mayak decrypt`: a Fernet token from standard input to its plain text.
enum DecryptCommand: Command {
    static let spec = CommandSpec(
        "decrypt",
        summary: "Check a Fernet token from standard input and print its plain text",
        details: """
            The plain text goes to standard output byte for byte. One line end after the token is allowed, nothing else.
            Exit 65: the token is refused, and standard error says why. Exit 78: the key file cannot be used.
            """,
        options: [
            .value("key-file", "FILE", "The key that made the token; MAYAK_KEY_FILE where it is not given"),
            .value("ttl", "SECONDS", "Refuse tokens older than this, and those made more than 60 s after now"),
            .value("now", "EPOCH", "Seconds since 1970 to take for now; the system's time where it is not given"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let ttl = try arguments.integer("ttl", in: 0...Int.max)
        // Timestamp holds nanoseconds in 64 bits, so later seconds cannot be written.
        let now = try arguments.integer("now", in: 0...9_223_372_036)
        let fernet = try KeyFile.fernet(arguments)
        var input = try FileBytes.readStandardInput(limit: 2 * Fernet.largestMessage)[...]
        if input.last == UInt8(ascii: "\n") { input = input.dropLast() }
        if input.last == UInt8(ascii: "\r") { input = input.dropLast() }
        let message: [UInt8]
        do {
            message = try fernet.decrypt(
                String(decoding: input, as: UTF8.self),
                ttl: ttl.map { UInt64($0) },
                now: now.map { Timestamp(seconds: Int64($0)) } ?? SystemClock().now
            )
        } catch {
            throw CommandFailure(.data, "mayak decrypt: refused: \(error)")
        }
        try FileBytes.writeStandardOutput(message)
    }
}
