import Platform

/// `mayak init-config`: a commented configuration file to start from.
enum InitConfigCommand: Command {
    static let spec = CommandSpec(
        "init-config",
        summary: "Write a commented configuration file",
        details: """
            sandbox: everything remote is the embedded sandbox, and its clock is followed. production: the real services; secrets
            stay out of the file and come from the environment or .env. An existing file is left alone.
            """,
        options: [
            .value("env", "ENVIRONMENT", "For trying out, or for the real thing", allowed: ["sandbox", "production"]),
            .value("out", "FILE", "Where to; - prints it", default: "mayak.yaml"),
            .value("port", "PORT", "Port of the sandbox", default: "8484"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let environment = try arguments.required("env")
        let port = try arguments.integer("port", in: 1...65_535) ?? 8_484
        let text =
            environment == "sandbox" ? ConfigurationTemplate.sandbox(port: port) : ConfigurationTemplate.production
        let path = arguments.string("out") ?? "mayak.yaml"
        guard path != "-" else {
            print(text, terminator: "")
            return
        }
        try FileBytes.create(path, Array(text.utf8), permissions: 0o600)
        print("wrote \(path)")
    }
}
