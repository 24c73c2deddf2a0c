import Platform

/// `mayak keygen`: a new key for `enc:` values.
enum KeygenCommand: Command {
    static let spec = CommandSpec(
        "keygen",
        summary: "Make a Fernet key for encrypted configuration values",
        details: "Prints the key, or writes it to a new file that only its owner may read.",
        options: [.value("out", "FILE", "Write the key there instead; an existing file is left alone")]
    )

    static func run(_ arguments: Arguments) async throws {
        let key = try Fernet.makeKey().reveal()
        guard let path = arguments.string("out") else {
            print(key)
            return
        }
        try FileBytes.create(path, Array("\(key)\n".utf8))
        print("wrote \(path)")
    }
}
