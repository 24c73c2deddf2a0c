import Platform

/// `mayak encrypt`: standard input to a Fernet token.
enum EncryptCommand: Command {
    static let spec = CommandSpec(
        "encrypt",
        summary: "Encrypt standard input to a Fernet token",
        details: """
            Reads the plain text up to its end, every byte of it, and prints the token. In a configuration file write the value as
            enc:TOKEN and name the key file in MAYAK_KEY_FILE. Exit 78: the key file cannot be used.
            """,
        options: [.value("key-file", "FILE", "The key that 'mayak keygen' made; MAYAK_KEY_FILE where it is not given")]
    )

    static func run(_ arguments: Arguments) async throws {
        let fernet = try KeyFile.fernet(arguments)
        let message = try FileBytes.readStandardInput(limit: Fernet.largestMessage)
        print(try fernet.encrypt(message, now: SystemClock().now))
    }
}
